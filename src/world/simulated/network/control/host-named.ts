import { asText } from "../../../../core/arguments/as-text.ts";
import { ValueError } from "../../../../core/errors/value-error.ts";
import type { NetworkHost } from "../hosts.ts";
import { simulatedNetworkHere } from "./simulated-network-here.ts";

/** A host of the running loop's simulated network. @throws {ValueError} If there is none of that name. */
export function hostNamed(name: string): NetworkHost {
  const { hosts } = simulatedNetworkHere();
  const host = hosts.named(name);
  if (host !== undefined) return host;
  throw new ValueError(`Unknown host: ${asText(name)}`, `the hosts of this world are ${hosts.names}`);
}

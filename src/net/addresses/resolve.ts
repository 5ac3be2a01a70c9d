import { describe } from "../../core/arguments/describe.ts";
import type { Wait } from "../../core/contracts/loop-core.ts";
import { ValueError } from "../../core/errors/value-error.ts";
import type { Address, LookupSettings, Network } from "../network.ts";
import { hinted } from "../net-error.ts";

/** The addresses of `host`; of null or "" the own ones. */
export function* resolve(
  net: Network,
  host: string | null,
  settings: LookupSettings,
): Generator<Wait, readonly Address[], void> {
  try {
    return yield* net.lookup(host ?? "", settings);
  } catch (error) {
    throw hinted(error);
  }
}

/** A host and port, as asyncio has them: a tuple. A host of null means this host. */
export type HostAndPort = readonly [host: string | null, port: number];

/** @throws {ValueError} If `port` is none. */
export function requirePort(port: unknown): void {
  if (typeof port === "number" && Number.isInteger(port) && port >= 0 && port <= 65_535) return;
  throw new ValueError(
    `port must be 0-65535, got ${describe(port)}`,
    "pass a whole number; 0 is any free port of a server",
  );
}

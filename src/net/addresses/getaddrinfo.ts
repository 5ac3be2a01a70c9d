import { familyKind } from "../../net/addresses/resolve.ts";
import { trueOrFalse } from "../../core/arguments/kind.ts";
import { requireOptions, type Options } from "../../core/arguments/require-options.ts";
import type { Wait } from "../../core/contracts/loop-core.ts";
import { requireLoop } from "../../core/context/current.ts";
import { coroutine, type Coroutine } from "../../core/coroutine.ts";
import { type Address, network } from "../network.ts";
import { requirePort, resolve } from "./resolve.ts";

/**
 * The addresses of a host, in the order in which to try them.
 *
 * @param host - A name or address; null for this host.
 * @throws An error with code `ENOTFOUND` if there is no such name, `EAI_AGAIN` if the name server does not reply.
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.getaddrinfo | loop.getaddrinfo}
 */
export function getaddrinfo(
  host: string | null,
  port: number,
  settings: AddressSettings = {},
): Coroutine<readonly (Address & { readonly port: number })[]> {
  return lookup(host, port, settings);
}

/** Options of `getaddrinfo()`. */
export interface AddressSettings {
  /** 4 or 6 for addresses of one kind only. Default: 0, both. */
  readonly family?: 0 | 4 | 6 | undefined;
  /** Whether the addresses are to listen at: then null means all addresses of this host. Default: false. */
  readonly passive?: boolean | undefined;
}

const options: Options<AddressSettings> = { family: familyKind, passive: trueOrFalse };

const lookup = coroutine(function* getaddrinfo(
  host: string | null,
  port: number,
  settings: AddressSettings,
): Generator<Wait, readonly (Address & { readonly port: number })[], void> {
  requireOptions("getaddrinfo()", settings, options);
  requirePort(port);
  const { family = 0, passive = false } = settings;
  const addresses = yield* resolve(requireLoop().service(network), host, { family, passive });
  return addresses.map((address) => ({ ...address, port }));
});

import { aText, type Kind, requireKind } from "../../core/arguments/kind.ts";
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
  if (host !== null) requireKind("host", host, hostKind);
  try {
    return yield* net.lookup(host ?? "", settings);
  } catch (error) {
    throw hinted(error);
  }
}

const hostKind: Kind = { ...aText, hint: 'pass a name or an address, such as "127.0.0.1", or null for this host' };

/** A host and port, as asyncio has them: a tuple. A host of null means this host. */
export type HostAndPort = readonly [host: string | null, port: number];

/** What a family of addresses may be. */
export const familyKind: Kind = {
  text: "0, 4 or 6",
  hint: "pass 4 or 6 for addresses of one kind only, 0 for both",
  fits: (value) => value === 0 || value === 4 || value === 6,
};

/** What an address with its port may be. */
export const hostAndPort: Kind = {
  text: "a host and a port",
  hint: 'pass a pair, such as ["127.0.0.1", 5000]',
  fits: (value) => Array.isArray(value) && value.length === 2,
};

/** @throws {ValueError} If `port` is none. */
export function requirePort(port: unknown): void {
  if (typeof port === "number" && Number.isInteger(port) && port >= 0 && port <= 65_535) return;
  throw new ValueError(
    `port must be 0-65535, got ${describe(port)}`,
    "pass a whole number; 0 is any free port of a server",
  );
}

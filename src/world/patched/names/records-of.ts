import { isLoopback, familyOf } from "../../simulated/network/family-of.ts";
import type { SimulatedNetwork } from "../../simulated/network/simulated-network.ts";

/** What a name server of the simulated network answers: hosts have addresses, and nothing else. */
export function recordsOf(
  { hosts }: SimulatedNetwork,
  method: string,
  name: string,
  options: unknown,
): { readonly error?: Error; readonly records?: readonly unknown[] } {
  const asked = method === "resolve" ? typeOf(options) : method.replace("resolve", "").toUpperCase();
  if (asked === "REVERSE") {
    const found = hosts.nameOf(name);
    return found === undefined ? failure("getHostByAddr", "ENOTFOUND", name) : { records: [found] };
  }
  const syscall = `query${asked === "4" ? "A" : asked === "6" ? "Aaaa" : asked.charAt(0) + asked.slice(1).toLowerCase()}`;
  const host = hosts.named(name.toLowerCase()) ?? hosts.named(name);
  if (host === undefined) return failure(syscall, "ENOTFOUND", name);
  const family = familyOfType.get(asked);
  const addresses = host.addresses.filter((address) => !isLoopback(address) && familyOf(address) === family);
  if (addresses.length === 0) return failure(syscall, "ENODATA", name);
  const withTtl = typeof options === "object" && options !== null && "ttl" in options && options.ttl === true;
  return { records: withTtl ? addresses.map((address) => ({ address, ttl: 0 })) : addresses };
}

/** The methods of `dns` that ask a name server. */
export const recordTypes: readonly string[] = [
  "resolve",
  "resolve4",
  "resolve6",
  "resolveAny",
  "resolveCaa",
  "resolveCname",
  "resolveMx",
  "resolveNaptr",
  "resolveNs",
  "resolvePtr",
  "resolveSoa",
  "resolveSrv",
  "resolveTlsa",
  "resolveTxt",
  "reverse",
];

const familyOfType: ReadonlyMap<string, number> = new Map([
  ["4", 4],
  ["A", 4],
  ["6", 6],
  ["AAAA", 6],
]);

function typeOf(type: unknown): string {
  return typeof type === "string" ? type.toUpperCase() : "A";
}

function failure(syscall: string, code: string, hostname: string): { readonly error: Error } {
  return {
    error: Object.assign(new Error(`${syscall} ${code} ${hostname}`), { errno: undefined, code, syscall, hostname }),
  };
}

import type { LoopCore } from "../../../core/contracts/loop-core.ts";
import type { Future } from "../../../core/future.ts";
import type { Address, LookupSettings } from "../../../net/network.ts";
import { Attempt } from "../attempt.ts";

/** The addresses of `host`, in the order of the system's `getaddrinfo()`. An address is itself; "" is this host. */
export function lookup(loop: LoopCore, host: string, settings: LookupSettings): Future<readonly Address[]> {
  const { family, passive = false } = settings;
  const found = new Attempt<readonly Address[]>(loop, `lookup(${JSON.stringify(host)})`);
  const kind = process.getBuiltinModule("node:net").isIP(host);
  if (host === "") found.setResult((passive ? everywhere : loopback).filter(isOfFamily(family)));
  else if (kind === 4 || kind === 6) {
    const address: Address = { address: host, family: kind };
    if (isOfFamily(family)(address)) found.setResult([address]);
    else found.setException(wrongFamily(host, family));
  } else {
    process.getBuiltinModule("node:dns").lookup(host, { all: true, family, verbatim: true }, (error, addresses) => {
      if (error !== null) found.fail(error);
      else found.succeed(addresses.map(({ address, family: number }) => ({ address, family: number === 6 ? 6 : 4 })));
    });
  }
  return found;
}

/** The names of an address and port, as the system knows them. */
export function lookupService(loop: LoopCore, address: string, port: number): Future<Names> {
  const found = new Attempt<Names>(loop, `lookupService(${JSON.stringify(address)}, ${port})`);
  process.getBuiltinModule("node:dns").lookupService(address, port, (error, hostname, service) => {
    if (error !== null) found.fail(error);
    else found.succeed({ hostname, service });
  });
  return found;
}

/** Names of an address and port. */
interface Names {
  readonly hostname: string;
  readonly service: string;
}

function isOfFamily(family: 0 | 4 | 6): (address: Address) => boolean {
  return (address) => family === 0 || address.family === family;
}

/** As the system says it of a name without addresses of this kind. */
function wrongFamily(host: string, family: number): Error {
  const error = new Error(`getaddrinfo ENOTFOUND ${host}: it is no address of IPv${family}`);
  return Object.assign(error, { code: "ENOTFOUND", syscall: "getaddrinfo", hostname: host });
}

const loopback: readonly Address[] = [
  { address: "::1", family: 6 },
  { address: "127.0.0.1", family: 4 },
];
const everywhere: readonly Address[] = [
  { address: "0.0.0.0", family: 4 },
  { address: "::", family: 6 },
];

import { aText, requireKind } from "../../core/arguments/kind.ts";
import type { Wait } from "../../core/contracts/loop-core.ts";
import { requireLoop } from "../../core/context/current.ts";
import { coroutine, type Coroutine } from "../../core/coroutine.ts";
import { network } from "../network.ts";
import { hostAndPort, requirePort } from "./resolve.ts";

/**
 * The names of an address and a port.
 *
 * @throws An error with code `ENOTFOUND` if the address has no name.
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.getnameinfo | loop.getnameinfo}
 */
export const getnameinfo: (
  sockaddr: readonly [address: string, port: number],
) => Coroutine<[host: string, service: string]> = coroutine(function* getnameinfo(
  sockaddr: readonly [address: string, port: number],
): Generator<Wait, [host: string, service: string], void> {
  requireKind("sockaddr", sockaddr, hostAndPort);
  const [address, port] = sockaddr;
  requireKind("the address in sockaddr", address, aText);
  requirePort(port);
  const { hostname, service } = yield* requireLoop().service(network).lookupService(address, port);
  return [hostname, service];
});

import { Reaction } from "../../../core/driving/done-callback.ts";
import { addWaiter, failureOf, hasSucceeded, markRetrieved } from "../../../core/future-core.ts";
import type { Address } from "../../../net/network.ts";
import type { NetworkHere } from "../network-here.ts";
import { OwnerScope } from "../owner-scope.ts";
import { uvError } from "../uv-error.ts";

/**
 * A function in the shape of `dns.lookup()` that gives the first address of a name, for a socket.
 *
 * @param others - Hears of the other addresses.
 */
export function lookup(
  here: NetworkHere,
  others: (addresses: readonly Address[]) => void,
  family: number,
): (
  hostname: string,
  options: unknown,
  callback: (error: Error | null, address?: string, family?: number) => void,
) => void {
  return (hostname, _options, callback) => {
    addressesOf(here, hostname, family, (error, [first, ...rest]) => {
      others(rest);
      callback(error, first?.address, first?.family);
    });
  };
}

/** Ask for the addresses of a name, as Node asks: the answer comes in a turn of its own, in the caller's async context. */
export function addressesOf(
  { engine, network }: NetworkHere,
  hostname: string,
  family: number,
  answer: (error: Error | null, addresses: readonly Address[]) => void,
): void {
  const scope = new OwnerScope(engine);
  const asked = network.lookup(hostname, { family: family === 4 || family === 6 ? family : 0 });
  addWaiter(
    asked,
    new Reaction(() => {
      if (asked.cancelled()) return;
      if (hasSucceeded(asked)) return scope.call(() => answer(null, asked.result()));
      markRetrieved(asked);
      const { code = "ENOTFOUND" } = failureOf(asked) as { readonly code?: string };
      scope.call(() => answer(uvError(code, "getaddrinfo", { hostname }), []));
    }, asked),
  );
}

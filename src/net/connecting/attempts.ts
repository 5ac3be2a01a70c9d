import { isCancellation } from "../../core/errors/cancelled-error.ts";
import type { Wait } from "../../core/contracts/loop-core.ts";
import type { Channel } from "../channel.ts";
import type { Address, Endpoint, LocalEndpoint, Network } from "../network.ts";
import { hinted, netError } from "../net-error.ts";
import { orDestroy } from "./or-destroy.ts";

/** The attempts to connect to a host, in the order in which to make them. */
export class Attempts {
  readonly list: readonly Attempt[];
  /** One error for each attempt that has failed. */
  readonly errors: Error[] = [];

  /** @param local - Own addresses to connect from. Default: the host's choice. */
  constructor(
    addresses: readonly Address[],
    port: number,
    local?: { readonly addresses: readonly Address[]; readonly port: number },
  ) {
    this.list = addresses.flatMap((address) => {
      const to = { ...address, port };
      if (local === undefined) return [{ to }];
      const own = local.addresses.filter(({ family }) => family === address.family);
      if (own.length === 0) this.errors.push(noLocalAddress(address.family));
      return own.map((from) => ({ to, from: { address: from.address, port: local.port } }));
    });
  }

  /** Make one attempt after the other. @returns undefined if all have failed */
  *inTurn(net: Network): Generator<Wait, Channel | undefined, void> {
    for (const { to, from } of this.list) {
      try {
        return yield* orDestroy(net.connect(to, from));
      } catch (error) {
        if (isCancellation(error)) throw error;
        this.failed(error as Error);
      }
    }
    return undefined;
  }

  failed(error: Error): void {
    this.errors.push(hinted(error));
  }
}

/** Where one attempt connects to, and from. */
export interface Attempt {
  readonly to: Endpoint;
  readonly from?: LocalEndpoint;
}

function noLocalAddress(family: number): Error {
  return netError(
    `no matching local address with family=${family} found`,
    "EADDRNOTAVAIL",
    "give localAddr an address of the same kind as the host's, or leave it out",
  );
}

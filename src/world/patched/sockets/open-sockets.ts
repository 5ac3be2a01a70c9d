import type { LoopCore } from "../../../core/contracts/loop-core.ts";
import { ServiceKey } from "../../../core/contracts/service-key.ts";

/**
 * The open sockets of a loop. libuv holds those of the system: without this, a request that nobody but its own socket refers to would be
 * collected, its timeouts with it.
 */
export class OpenSockets {
  readonly #open = new Set<object>();

  add(socket: object): void {
    this.#open.add(socket);
  }

  delete(socket: object): void {
    this.#open.delete(socket);
  }

  loopClosed(): void {
    this.#open.clear();
  }
}

/** The open sockets of a loop. */
export const openSockets: ServiceKey<OpenSockets, LoopCore> = new ServiceKey("open sockets", () => new OpenSockets());

import { RuntimeError } from "../../core/errors/runtime-error.ts";
import type { AnyProtocol } from "../protocol.ts";

/**
 * Hands what is received to the protocol of a transport: to a buffered one piece by piece, as its buffers hold it. If the protocol
 * pauses in between, the rest waits; if another takes its place, the rest is the other's.
 */
export class Intake {
  readonly #transport: Receiving;
  #rest: Uint8Array = nothing;

  constructor(transport: Receiving) {
    this.#transport = transport;
  }

  /** Whether something waits. */
  get holds(): boolean {
    return this.#rest.length > 0;
  }

  /** @param data - Default: what waits. While something waits, nothing else may come. */
  take(data: Uint8Array = this.remove()): void {
    let rest = data;
    const transport = this.#transport;
    while (rest.length > 0 && transport.isReading()) {
      const protocol = transport.getProtocol();
      if (!("getBuffer" in protocol)) {
        const all = rest;
        return transport.tell("data_received", () => protocol.dataReceived(all));
      }
      const buffer = transport.tell("get_buffer", () => withRoom(protocol.getBuffer(-1)));
      if (buffer === undefined) return;
      const part = rest.subarray(0, buffer.length);
      buffer.set(part);
      rest = rest.subarray(part.length);
      transport.tell("buffer_updated", () => protocol.bufferUpdated(part.length));
    }
    this.#rest = rest;
  }

  /** @returns what waits, which is the caller's from now on */
  remove(): Uint8Array {
    const rest = this.#rest;
    this.#rest = nothing;
    return rest;
  }
}

/** A transport that receives. */
interface Receiving {
  isReading(): boolean;
  getProtocol(): AnyProtocol;
  /** Call the protocol. @returns undefined if it has failed */
  tell<T>(method: string, call: () => T): T | undefined;
}

function withRoom(buffer: Uint8Array): Uint8Array {
  if (buffer.length > 0) return buffer;
  throw new RuntimeError("get_buffer() returned an empty buffer", "return a part of the buffer that has room");
}

const nothing = new Uint8Array();

import type { Socket, SocketConstructorOpts } from "node:net";

/**
 * What one socket reads into. Small pieces are copied out of a buffer that all sockets of the loop share; large ones that follow each
 * other have a buffer each, which is handed over as it is. Node's own way allocates 64 KiB per piece and passes it through a stream.
 */
export class ReadBuffer {
  /** Takes what was read, which it may keep. @returns whether to read on: Node starts a paused socket again if it was just resumed */
  receive: (data: Uint8Array) => boolean = () => false;
  readonly #shared: Uint8Array;
  #next: Uint8Array;

  /** @param shared - Is read by nobody but buffers of this class, and by each at once when it was filled. */
  constructor(shared: Uint8Array) {
    this.#shared = shared;
    this.#next = shared;
  }

  /** `onread` of the options of a socket. */
  readonly buffer = (): Uint8Array => this.#next;

  /** `onread` of the options of a socket. @param count - How many bytes were read. */
  readonly callback = (count: number): boolean => {
    const filled = this.#next;
    const isLarge = count > filled.length / 2;
    this.#next = isLarge ? Buffer.allocUnsafeSlow(this.#shared.length) : this.#shared;
    if (isLarge && filled !== this.#shared) return this.receive(filled.subarray(0, count));
    const copy = Buffer.allocUnsafe(count);
    copy.set(new Uint8Array(filled.buffer, filled.byteOffset, count)); // takes half as long to make as a Buffer of that part
    return this.receive(copy);
  };
}

/** Options of `net.Socket` that its types do not know: `onread` belongs to `connect()` there, a handle to Node itself. */
interface ReadingSocketSettings extends SocketConstructorOpts {
  readonly onread: ReadBuffer;
  readonly handle?: unknown;
  readonly pauseOnCreate?: boolean;
}

/** A socket to connect, which reads into `onread`. @param Socket - Node's class. */
export function socketReadingInto(onread: ReadBuffer, SocketClass: typeof Socket): Socket {
  const settings: ReadingSocketSettings = { allowHalfOpen: true, onread };
  return new SocketClass(settings);
}

/**
 * The connection of `accepted`, which is paused, as a socket that reads into `onread`: a server has no option for it. `accepted` is
 * closed for its server; the handle is what `child_process` sends to another process, too.
 */
export function acceptedReadingInto(onread: ReadBuffer, accepted: Socket, SocketClass: typeof Socket): Socket {
  const handle: unknown = Reflect.get(accepted, "_handle");
  Reflect.set(accepted, "_handle", null);
  accepted.destroy();
  const settings: ReadingSocketSettings = { handle, allowHalfOpen: true, pauseOnCreate: true, onread };
  return new SocketClass(settings);
}

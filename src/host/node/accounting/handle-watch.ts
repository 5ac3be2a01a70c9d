import { isGivenUp, ownerOfHandle, type HandleOwner, type Resource } from "./resource.ts";
import type { Progress, Watch } from "./watch.ts";

/**
 * A handle: counts while libuv stays alive for it. A closing handle still counts, since its close callback is to come.
 *
 * Held weakly: Node itself holds open handles, and a forgotten handle must stay collectable.
 */
export class HandleWatch implements Watch {
  readonly #handle: WeakRef<Resource>;
  /** Message ports have none. */
  readonly #asyncId: number | undefined;

  constructor(handle: Resource) {
    this.#handle = new WeakRef(handle);
    this.#asyncId = handle.getAsyncId?.();
  }

  progress(): Progress {
    const handle = this.#handle.deref();
    if (handle === undefined || handle.getAsyncId?.() !== this.#asyncId) return "ended";
    return this.isUnderway(handle) ? "underway" : "dormant";
  }

  /** Called for a handle that is not freed. */
  protected isUnderway(handle: Resource): boolean {
    return handle.hasRef?.() === true;
  }

  watches(resource: object): boolean {
    return this.#handle.deref() === resource;
  }
}

/**
 * A socket, pipe or terminal: counts while libuv stays alive for it and somebody reads from it, or until it is closed
 * once its owner has given it up. A stream that is only written to, such as `process.stdout`, has requests of its own.
 */
export class StreamWatch extends HandleWatch {
  protected override isUnderway(handle: Resource): boolean {
    if (!super.isUnderway(handle)) return false;
    return handle.reading === true || isGivenUp(ownerOfHandle(handle));
  }
}

/**
 * The server's end of a connection. On an HTTP server it counts only while it closes: an idle one would block until
 * the keep-alive time is over, and a busy one has its client's socket and its handler's operations to speak for it.
 */
export class AcceptedWatch extends StreamWatch {
  protected override isUnderway(handle: Resource): boolean {
    if (!super.isUnderway(handle)) return false;
    const owner = ownerOfHandle(handle);
    return owner?.server?.closeIdleConnections === undefined || isGivenUp(owner);
  }
}

/** A server that listens: nothing is in flight. Once it is closed, its last connections end, and then the server does. */
export class ServerWatch implements Watch {
  readonly #handle: Resource;
  readonly #asyncId: number | undefined;
  #server: HandleOwner | undefined = undefined;

  constructor(handle: Resource) {
    this.#handle = handle;
    this.#asyncId = handle.getAsyncId?.();
  }

  progress(): Progress {
    // Unknown at the beginning: Node sets the owner after it has made the handle.
    this.#server ??= ownerOfHandle(this.#handle);
    const closed = this.#handle.getAsyncId?.() !== this.#asyncId;
    if (!isGivenUp(this.#server)) return closed ? "ended" : "dormant";
    return closed && !this.#server?._connections ? "ended" : "underway";
  }
}

import { isGivenUp, ownerOfHandle, type HandleOwner, type Resource, shadow } from "./resource.ts";
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
}

/** A worker: runs on, whether or not libuv stays alive for it. */
export class WorkerWatch extends HandleWatch {
  mayCallBack(): boolean {
    return this.progress() !== "ended";
  }
}

/** A message port: nothing is delivered once it is closed, although libuv stays alive for it until it is freed. */
export class PortWatch extends HandleWatch {
  #isClosing = false;

  constructor(port: Resource) {
    super(port);
    const close = port.close?.bind(port);
    shadow(port, "close", (...args: unknown[]) => {
      this.#isClosing = true;
      return close?.(...args);
    });
  }

  mayCallBack(): boolean {
    return !this.#isClosing && this.progress() === "underway";
  }
}

/** A terminal: counts while libuv stays alive for it and somebody reads from it, or until it is closed once its owner has given it up. */
export class TerminalWatch extends HandleWatch {
  protected override isUnderway(handle: Resource): boolean {
    if (!super.isUnderway(handle)) return false;
    return handle.reading === true || isGivenUp(ownerOfHandle(handle));
  }
}

/** A server that listens: nothing is in flight. While it closes, the event is to come, unless connections are left that may stay. */
export class ServerWatch implements Watch {
  readonly handle: Resource;
  readonly #asyncId: number | undefined;
  #server: HandleOwner | undefined = undefined;

  constructor(handle: Resource) {
    this.handle = handle;
    this.#asyncId = handle.getAsyncId?.();
  }

  progress(): Progress {
    // Unknown at the beginning: Node sets the owner after it has made the handle.
    this.#server ??= ownerOfHandle(this.handle);
    if (this.handle.getAsyncId?.() !== this.#asyncId) return "ended";
    return isGivenUp(this.#server) ? "underway" : "dormant";
  }
}

import type { FetchWatch } from "./fetch-watch.ts";
import { isGivenUp, ownerOfHandle, type HandleOwner, type Resource } from "./resource.ts";
import type { Progress, Watch } from "./watch.ts";

/**
 * One end of a TCP connection, of a connection over a Unix socket, or of a pipe to a child process. What it holds time for, in the
 * table of docs/decisions/bytes-in-flight.md: bytes, an end or an answer that are to come, but never the connection itself.
 *
 * Held weakly: Node itself holds open handles, and a forgotten handle must stay collectable.
 */
export class Connection implements Watch {
  readonly accepted: boolean;
  /** The path of the Unix socket to which it was opened, or on which it was accepted. */
  path: string | undefined = undefined;
  /** The other end, if it belongs to the same loop. */
  peer: Connection | undefined = undefined;
  /** The request of `fetch` that used it last. */
  request: FetchWatch<unknown> | undefined = undefined;
  readonly #handle: WeakRef<Resource>;
  readonly #served: () => number;
  /** The TLS layer on top. */
  #layer: WeakRef<Resource> | undefined = undefined;
  /** Whether this side has sent its end, or is about to. */
  #isEnding = false;
  #seen: Traffic = silence;
  #movedAtMs: number;
  /** Whether the last that moved went out. */
  #wroteLast = false;

  /** @param served - milliseconds for which the process has listened to the outside */
  constructor(handle: Resource, accepted: boolean, served: () => number) {
    this.#handle = new WeakRef(handle);
    this.accepted = accepted;
    this.#served = served;
    this.#movedAtMs = served();
  }

  /** Undefined once it is closed. */
  get handle(): Resource | undefined {
    const handle = this.#handle.deref();
    return handle?.getAsyncId?.() === freed ? undefined : handle;
  }

  /** Whether it is no mere pipe, which a child process or this process's parent may have at its other end. */
  get isSocket(): boolean {
    return this.path !== undefined || this.#handle.deref()?.getsockname !== undefined;
  }

  /** A TLS layer was put on top. */
  secure(layer: Resource): void {
    this.#layer = new WeakRef(layer);
  }

  /** This side sends its end. */
  end(): void {
    this.#isEnding = true;
  }

  /** Whether something has moved since the last call. */
  hasMoved(): boolean {
    const handle = this.handle;
    if (handle === undefined) return false;
    const { bytesRead = 0, bytesWritten = 0 } = handle;
    const before = this.#seen;
    const hasWritten = bytesWritten !== before.bytesWritten;
    const writeQueueSize = hasWritten || before.writeQueueSize > 0 ? (handle.writeQueueSize ?? 0) : 0;
    if (!hasWritten && bytesRead === before.bytesRead && writeQueueSize === before.writeQueueSize) return false;
    const top = this.#layer?.deref() ?? handle;
    const { bytesRead: received = 0, bytesWritten: sent = 0 } = top;
    // While TLS shakes hands, nothing of the program moves: then its own bytes count.
    const isHandshake = sent === 0 && received === 0;
    this.#wroteLast = isHandshake
      ? hasWritten
      : sent !== before.sent || (received === before.received && this.#wroteLast);
    this.#seen = { bytesRead, bytesWritten, writeQueueSize, received, sent };
    this.#movedAtMs = this.#served();
    return true;
  }

  progress(): Progress {
    const handle = this.handle;
    if (handle === undefined) return "ended";
    return handle.hasRef?.() === true && this.#awaits(handle) !== undefined ? "underway" : "dormant";
  }

  /** A stranger may write at any time, and a timeout of Node may end a silent connection. */
  isOpen(): boolean {
    const handle = this.handle;
    if (handle?.hasRef?.() !== true || handle.reading !== true) return false;
    const [owner, above] = this.#owners(handle);
    return (this.peer === undefined && !hasEnded(owner, above)) || isTimed(owner) || isTimed(above);
  }

  describe(): string | undefined {
    const handle = this.handle;
    if (handle === undefined) return undefined;
    const awaited =
      this.#awaits(handle) ?? (this.isOpen() ? "it is idle, but nothing else is left to wait for" : undefined);
    if (awaited === undefined) return undefined;
    return `a connection ${this.accepted ? "from" : "to"} ${this.#otherEnd(handle)}: ${awaited}`;
  }

  /** Whether nothing has moved for `ms` milliseconds, while the process listened. */
  isQuiet(ms: number): boolean {
    return this.#served() - this.#movedAtMs >= ms;
  }

  /** What is to come, in words. */
  #awaits(handle: Resource): string | undefined {
    const [owner, above] = this.#owners(handle);
    if (isGivenUp(owner)) return "it is closing";
    if (handle.reading !== true || hasEnded(owner, above)) return undefined;
    if (this.peer !== undefined) return this.#awaitsPeer(handle, this.peer);
    if (!this.isSocket) return "somebody reads from it";
    return this.#awaitsStranger(above ?? owner);
  }

  #awaitsPeer(handle: Resource, peer: Connection): string | undefined {
    const other = peer.handle;
    const left = (other?.bytesWritten ?? 0) - (handle.bytesRead ?? 0);
    if (left > 0) return `${left} bytes that its other end, in this process, has written are not read yet`;
    const isOver = other === undefined || peer.#isEnding || isGivenUp(ownerOfHandle(other));
    return isOver ? "its other end, in this process, has ended it, and that is not read yet" : undefined;
  }

  /** The other end is in another process, or belongs to nobody: only real time tells whether it is silent. */
  #awaitsStranger(owner: HandleOwner | undefined): string | undefined {
    const answer = this.accepted ? undefined : this.#answer(owner);
    if (answer === "none") return "its request has no answer yet";
    if (!this.accepted && (answer === "begun" || this.#wroteLast) && !this.isQuiet(answerMs)) {
      return answer === "begun"
        ? "the answer is not complete"
        : "this process has written last, and no answer has come";
    }
    return this.isQuiet(quietMs) ? undefined : `it has not been quiet for ${quietMs} ms`;
  }

  /** How far the answer to the HTTP request is that uses the connection. */
  #answer(owner: HandleOwner | undefined): "none" | "begun" | undefined {
    if (this.request?.answer !== undefined) return this.request.answer;
    const message = owner?._httpMessage;
    if (message === undefined || message === null) return undefined;
    const { res } = message;
    if (res === undefined || res === null) return "none";
    return res.complete === true || res.upgrade === true ? undefined : "begun";
  }

  /** Who uses the socket, and who uses it through TLS. */
  #owners(handle: Resource): readonly [HandleOwner | undefined, HandleOwner | undefined] {
    const top = this.#layer?.deref();
    return [ownerOfHandle(handle), top && ownerOfHandle(top)];
  }

  #otherEnd(handle: Resource): string {
    if (this.path !== undefined) return this.path;
    const address: { address?: string; port?: number } = {};
    handle.getpeername?.(address);
    return address.address === undefined ? "another process" : `${address.address}:${address.port}`;
  }
}

/** Whether the last byte of the other end has been read. */
function hasEnded(...owners: readonly (HandleOwner | undefined)[]): boolean {
  return owners.some((owner) => owner?._readableState?.ended === true);
}

/** Whether silence ends it. An HTTP server that listens does so with every kept connection, and nobody waits for that. */
function isTimed(owner: HandleOwner | undefined): boolean {
  const isKept = owner?.server?.closeIdleConnections !== undefined && !isGivenUp(owner.server);
  return (owner?.timeout ?? 0) > 0 && !isKept;
}

/** What has gone over a connection: as bytes of the socket, and as bytes of the program, which TLS encrypts. */
interface Traffic {
  readonly bytesRead: number;
  readonly bytesWritten: number;
  readonly writeQueueSize: number;
  readonly received: number;
  readonly sent: number;
}

const silence: Traffic = { bytesRead: 0, bytesWritten: 0, writeQueueSize: 0, received: 0, sent: 0 };

/** The async id of a handle whose native side is freed. */
const freed = -1;

/** A connection to a stranger is idle after so many milliseconds without a byte. */
const quietMs = 50;

/** The same while an answer may be due: this process has written last, or the answer has begun. */
export const answerMs = 2_000;

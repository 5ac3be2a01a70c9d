/**
 * A resource of `async_hooks`, as far as the accounting looks at it. No resource has all of these fields.
 *
 * Every native resource has `getAsyncId()`, except message ports and blob readers: it gives -1 once the native side is
 * freed, and another number once the resource is used again.
 */
export interface Resource {
  getAsyncId?(): number;
  /** Handles: whether libuv stays alive for it. Undefined once it is closed. */
  hasRef?(): boolean | undefined;
  /** Streams: whether data is read from it now. */
  readonly reading?: boolean;
  /** Timeout and Immediate: whether it has run, or was cleared. */
  readonly _destroyed?: boolean;
  /** A kept socket that `http.Agent` hands out again is announced by an object that only points to it. */
  readonly handle?: Resource | null;
  /** A TLS stream points to the socket below it. */
  readonly _parent?: Resource | null;
  /** Zlib: the chunk that is being worked on. */
  readonly buffer?: unknown;
  /** Crypto jobs: start it. */
  run?(): unknown;
  /** Blob readers: ask for the next chunk. */
  pull?(callback: (...chunk: unknown[]) => unknown): unknown;
  /** File system requests of JavaScript have one of these two. */
  readonly oncomplete?: unknown;
  readonly ondone?: unknown;
}

/** The JavaScript object that a handle belongs to: a `net.Socket`, a `net.Server`, a zlib stream. */
export interface HandleOwner {
  /** Cleared as soon as the object gives the handle up; the handle itself closes later. */
  readonly _handle?: object | null;
  /** Servers: the connections that are open. */
  readonly _connections?: number;
  /** Sockets that a server accepted. */
  readonly server?: HandleOwner;
  /** HTTP servers only. */
  readonly closeIdleConnections?: unknown;
}

/** Node links a handle to its object by a symbol of this name. */
export function ownerOfHandle(handle: object): HandleOwner | undefined {
  for (const symbol of Object.getOwnPropertySymbols(handle)) {
    if (symbol.description !== "owner_symbol") continue;
    const owner: unknown = Reflect.get(handle, symbol);
    return typeof owner === "object" && owner !== null ? owner : undefined;
  }
  return undefined;
}

/** Whether the object that used the handle has given it up, so that the handle is closing or closed. */
export function isGivenUp(owner: HandleOwner | undefined): boolean {
  return owner !== undefined && owner._handle === null;
}

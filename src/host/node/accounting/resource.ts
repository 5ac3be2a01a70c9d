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
  /** Streams: what came in, and what was handed over to go out; known even after the stream is closed. */
  readonly bytesRead?: number;
  readonly bytesWritten?: number;
  /** Streams: bytes that the kernel has not taken yet. */
  readonly writeQueueSize?: number;
  /** Handles: begin a new life, in the caller's async context, which is announced as `resource`. */
  asyncReset?(resource: object): void;
  /** TCP: fill in an address. @returns 0, or an error number */
  getsockname?(address: SocketAddress): number;
  getpeername?(address: SocketAddress): number;
  /** A request to connect to a Unix socket: its path. */
  readonly address?: unknown;
  /** Timeout and Immediate: whether it has run, or was cleared. */
  readonly _destroyed?: boolean;
  /** A kept socket that `http.Agent` hands out again is announced by an object that only points to it. */
  readonly handle?: Resource | null;
  /** A TLS stream points to the socket below it. */
  readonly _parent?: Resource | null;
  /** Message ports: nothing is delivered any more. */
  close?(...args: unknown[]): unknown;
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

/** One end of a TCP connection. */
export interface SocketAddress {
  address?: string;
  port?: number;
}

/** The JavaScript object that a handle belongs to: a `net.Socket`, a `net.Server`, a zlib stream. */
export interface HandleOwner {
  /** Cleared as soon as the object gives the handle up; the handle itself closes later. */
  readonly _handle?: object | null;
  /** Sockets that a server accepted. */
  readonly server?: HandleOwner;
  /** HTTP servers only. */
  readonly closeIdleConnections?: unknown;
  /** Servers on a Unix socket: its path. */
  readonly _pipeName?: unknown;
  /** Sockets: `ended` once the other end has sent its last byte. */
  readonly _readableState?: { readonly ended?: boolean };
  /** Sockets: milliseconds of silence after which Node says so; its timer is real and does not keep the process alive. */
  readonly timeout?: number;
  /** Sockets of an HTTP client: the request that has the socket to itself. */
  readonly _httpMessage?: HttpMessage | null;
  /** Streams of HTTP/2: the session that they belong to. */
  readonly session?:
    | { readonly type?: number; readonly destroyed?: boolean; readonly socket?: HandleOwner }
    | undefined;
}

/** A request of an HTTP client, or the answer of a server. */
interface HttpMessage {
  /** The answer to a request, once its head has come. */
  readonly res?: { readonly complete?: boolean; readonly upgrade?: unknown } | null;
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

/** Whether `stream` is one of JavaScript below Node's handles, or a layer of TLS on one: JavaScript alone takes its bytes. */
export function isMadeOfJavaScript(stream: Resource): boolean {
  return (stream._parent ?? stream).constructor.name === "JSStream";
}

/** Whether the object that used the handle has given it up, so that the handle is closing or closed. */
export function isGivenUp(owner: HandleOwner | undefined): boolean {
  return owner !== undefined && owner._handle === null;
}

/** Put a method on one native object, which Node's own JavaScript calls instead of the class's. */
export function shadow<K extends "run" | "pull" | "close">(
  resource: Resource,
  name: K,
  method: NonNullable<Resource[K]>,
): void {
  Object.defineProperty(resource, name, { value: method, configurable: true, writable: true });
}

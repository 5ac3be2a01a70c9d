import { Duplex } from "node:stream";
import net from "node:net";
import tls from "node:tls";
import { symbolOf } from "./symbol-of.ts";

/** What the patches must know of Node's inside, found at objects that Node hands out. */
export interface NodeInternals {
  /** The class of the handles by which Node itself puts sockets and TLS on top of a stream made of JavaScript. */
  readonly JSStream: new () => StreamHandle;
  /** Links a handle to its socket or server. */
  readonly owner: symbol;
  /** The timer of a socket. */
  readonly timeout: symbol;
  /** Gives a socket a handle. */
  readonly reinitialize: symbol;
}

/** A handle in the shape of Node's: what native code calls, and what calls native code. */
export interface StreamHandle {
  /** Bytes have come in. */
  readBuffer(data: Uint8Array): void;
  /** The end has come in. */
  emitEOF(): void;
  finishWrite(request: object, status: number): void;
  finishShutdown(request: object, status: number): void;
  readonly [key: symbol]: unknown;
}

/** @throws {Error} If this version of Node looks different inside. */
export function nodeInternals(): NodeInternals {
  const layer = new tls.TLSSocket(new Duplex({ read: () => undefined, write: (_data, _encoding, done) => done() }));
  const { _handle: wrap } = layer as unknown as { readonly _handle: { readonly _parent: object } };
  const handle = wrap._parent;
  const found = {
    JSStream: handle.constructor as new () => StreamHandle,
    owner: symbolOf(handle, "owner_symbol"),
    timeout: symbolOf(new net.Socket(), "timeout"),
    reinitialize: symbolOf(net.Socket.prototype, "kReinitializeHandle"),
  };
  layer.destroy();
  return found;
}

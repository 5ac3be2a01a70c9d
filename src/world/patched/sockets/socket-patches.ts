import net from "node:net";
import tls from "node:tls";
import type { Patch } from "../../../globals/patch.ts";
import { lookup } from "../names/lookup.ts";
import { lateError, networkHere } from "../network-here.ts";
import type { NodeInternals, StreamHandle } from "../node-internals.ts";
import { OwnerScope } from "../owner-scope.ts";
import { SocketHandle } from "./socket-handle.ts";

/**
 * Sockets of Node. Each gets a handle of the simulated network before Node would make one of its own, so that everything above the
 * handle is Node's: arguments, lookups, errors, half-close, TLS.
 */
export function socketPatches(node: NodeInternals): readonly Patch[] {
  return [
    { on: net.Socket.prototype, property: "connect", replace: (host: Connect) => connector(node, host) },
    { on: net.Socket.prototype, property: "resetAndDestroy", replace: resetter },
    { on: tls.TLSSocket.prototype, property: "_wrapHandle", replace: (host: WrapHandle) => wrapper(node, host) },
  ];
}

type Connect = (this: net.Socket, ...args: unknown[]) => net.Socket;
type WrapHandle = (this: net.Socket, wrap: unknown, handle: unknown, ...rest: unknown[]) => unknown;

/** A socket with its inside. */
interface NodeSocket extends net.Socket {
  _handle: object | null;
  _reset(): void;
}

/** Whether the patches are in force. */
export function isSimulated(): boolean {
  return simulated.has(Reflect.get(net.Socket.prototype, "connect"));
}

const simulated = new WeakSet<object>();

function connector(node: NodeInternals, host: Connect): Connect {
  const connect: Connect = function (this: net.Socket, ...args: unknown[]): net.Socket {
    const socket = this as NodeSocket;
    const here = networkHere();
    const known = SocketHandle.behind(socket._handle);
    if (here === undefined || isForeign(socket, known)) {
      if (known !== undefined) throw lateError();
      return Reflect.apply(host, this, args);
    }
    const [options, callback] = normalized(args);
    const scope = known?.scope ?? new OwnerScope(here.engine);
    return scope.enter(() => {
      let end = known;
      if (end === undefined || socket.destroyed) {
        if (socket.destroyed) socket._handle = null;
        end = new SocketHandle(node, here.network, scope);
        const reinitialize = Reflect.get(socket, node.reinitialize) as (handle: StreamHandle) => void;
        Reflect.apply(reinitialize, socket, [end.handle]);
      }
      const { family = 0 } = options as { readonly family?: number };
      const own = {
        ...options,
        autoSelectFamily: false, // the handle tries the addresses in turn, without Node's real timers
        lookup: options["lookup"] ?? lookup(here, (others) => end.alsoTry(others), family),
      };
      return Reflect.apply(host, this, [normalizeArgs(callback === null ? [own] : [own, callback])]);
    });
  };
  simulated.add(connect);
  return connect;
}

/** Whether `socket` was made with a handle that is none of ours, such as a file descriptor. */
function isForeign({ _handle: handle, destroyed }: NodeSocket, known: SocketHandle | undefined): boolean {
  return handle !== null && !destroyed && known === undefined;
}

function resetter(host: (this: net.Socket) => net.Socket): typeof host {
  return function resetAndDestroy(this: net.Socket): net.Socket {
    const socket = this as NodeSocket;
    if (SocketHandle.behind(socket._handle) === undefined) return Reflect.apply(host, this, []);
    if (socket.connecting) socket.once("connect", () => socket._reset());
    else socket._reset();
    return this;
  };
}

/** `tls.connect()`, destructured or not: a TLS socket without a socket below makes its handle here. */
function wrapper(node: NodeInternals, host: WrapHandle): WrapHandle {
  return function wrapHandle(this: net.Socket, wrap: unknown, handle: unknown, ...rest: unknown[]): unknown {
    const here = handle === undefined || handle === null ? networkHere() : undefined;
    if (here === undefined) {
      const result = Reflect.apply(host, this, [wrap, handle, ...rest]);
      closeInTurn(this as TlsSocket, SocketHandle.behind(handle)?.scope);
      return result;
    }
    const scope = new OwnerScope(here.engine);
    const end = new SocketHandle(node, here.network, scope);
    Object.defineProperty(end.handle, node.owner, { value: this, writable: true, configurable: true });
    const result = scope.enter(() => Reflect.apply(host, this, [wrap, end.handle, ...rest]));
    closeInTurn(this as TlsSocket, scope);
    return result;
  };
}

/** A socket with TLS, and its inside. */
interface TlsSocket extends net.Socket {
  _destroySSL(): void;
}

/** Node frees OpenSSL's state in an immediate after the end: here, in a turn of the loop. */
function closeInTurn(socket: TlsSocket, scope: OwnerScope | undefined): void {
  if (scope === undefined) return;
  for (const listener of socket.listeners("close")) {
    if (listener.name !== "onSocketCloseDestroySSL") continue;
    socket.off("close", listener as () => void);
    socket.on("close", () => scope.callSoon(() => socket._destroySSL()));
  }
}

type Normalized = readonly [options: Readonly<Record<string, unknown>>, callback: unknown];

const { _normalizeArgs: normalizeArgs } = net as unknown as {
  readonly _normalizeArgs: (args: unknown[]) => Normalized;
};

function normalized(args: unknown[]): Normalized {
  const [first] = args;
  return Array.isArray(first) ? (first as unknown as Normalized) : normalizeArgs(args);
}

import dgram from "node:dgram";
import { RuntimeError } from "../../../core/errors/runtime-error.ts";
import type { Patch } from "../../../globals/patch.ts";
import { DatagramHandle } from "./datagram-handle.ts";
import { networkHere } from "../network-here.ts";
import type { NodeInternals } from "../node-internals.ts";

/** Sockets for datagrams: each gets a simulated handle when it binds, as `send()` and `connect()` do by themselves. */
export function datagramPatches(node: NodeInternals): readonly Patch[] {
  return [{ on: dgram.Socket.prototype, property: "bind", replace: (host: Bind) => binder(node, host) }];
}

type Bind = (this: dgram.Socket, ...args: unknown[]) => dgram.Socket;

/** The inside of a socket for datagrams. */
interface State {
  handle: { close(): void; unref(): void } | null;
  readonly bindState: number;
}

function binder(node: NodeInternals, host: Bind): Bind {
  return function bind(this: dgram.Socket, ...args: unknown[]): dgram.Socket {
    const here = networkHere();
    const state = here === undefined ? undefined : stateOf(this);
    if (here === undefined || state === undefined) return Reflect.apply(host, this, args);
    const [first] = args;
    if (typeof first === "object" && first !== null && ("fd" in first || "recvStart" in first)) {
      throw new RuntimeError(
        "Cannot bind to a handle of the system: the network of this loop is simulated",
        "bind to a port, or call it outside of the simulated network",
      );
    }
    const { handle } = state;
    if (handle !== null && !(handle instanceof DatagramHandle) && state.bindState === unbound) {
      const { type } = this as unknown as { readonly type: string };
      const own = new DatagramHandle(here, type === "udp6" ? 6 : 4);
      Object.defineProperty(own, node.owner, { value: this, writable: true, configurable: true });
      state.handle = own;
      handle.unref();
      handle.close();
    }
    return Reflect.apply(host, this, args);
  };
}

function stateOf(socket: dgram.Socket): State | undefined {
  for (const symbol of Object.getOwnPropertySymbols(socket)) {
    if (symbol.description === "state symbol") return Reflect.get(socket, symbol) as State;
  }
  return undefined;
}

const unbound = 0;

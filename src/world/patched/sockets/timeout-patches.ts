import net from "node:net";
import type { Patch } from "../../../globals/patch.ts";
import { longestMs, LoopTimer } from "../../../globals/loop-timer.ts";
import type { Engine } from "../../../loop/engine.ts";
import { networkHere } from "../network-here.ts";
import type { NodeInternals } from "../node-internals.ts";

/** `setTimeout()` of sockets, TLS and HTTP on loop time. Node's own is a timer of its inside, which `fakeGlobals()` cannot reach. */
export function timeoutPatches({ timeout }: NodeInternals): readonly Patch[] {
  return [
    { on: net.Socket.prototype, property: "setTimeout", replace: (host: SetTimeout) => socketSetter(host, timeout) },
    { on: net.Socket.prototype, property: "_destroy", replace: (host: Destroy) => destroyer(host, timeout) },
  ];
}

/** The same for `setTimeout()` of sessions and streams of HTTP/2, at the prototype `on`. */
export function timeoutPatch(on: object, { timeout }: NodeInternals): Patch {
  return { on, property: "setTimeout", replace: (host: SetTimeout) => setter(host, timeout) };
}

type SetTimeout = (this: net.Socket, ms: number, callback?: () => void) => net.Socket;
type Destroy = (this: net.Socket, ...args: unknown[]) => void;

/** A socket with its timer, and the socket below it. */
interface TimedSocket extends net.Socket {
  _parent?: TimedSocket | null;
  timeout?: number;
  _onTimeout(): void;
  [timer: symbol]: unknown;
}

/** As {@link setter}. HTTP sets two timers for each request: for those Node makes none of its own first, which would be thrown away. */
function socketSetter(host: SetTimeout, timeout: symbol): SetTimeout {
  const otherwise = setter(host, timeout);
  return function setTimeout(this: net.Socket, ms, callback): net.Socket {
    const isPlain = typeof ms === "number" && ms > 0 && ms <= longestMs;
    const here = isPlain && (callback === undefined || typeof callback === "function") ? networkHere() : undefined;
    if (here === undefined || this.destroyed) return Reflect.apply(otherwise, this, [ms, callback]);
    const socket = this as TimedSocket;
    clear(socket, timeout);
    socket.timeout = ms;
    socket[timeout] = timerOf(socket, here.engine, ms);
    if (callback !== undefined) socket.once("timeout", callback);
    return socket;
  };
}

function clear(socket: TimedSocket, timeout: symbol): void {
  const timer = socket[timeout];
  if (timer instanceof LoopTimer) timer.close();
  else if (timer !== null && timer !== undefined) clearTimeout(timer as NodeJS.Timeout);
}

function timerOf(socket: TimedSocket, engine: Engine, ms: number): LoopTimer {
  return new LoopTimer(engine, () => socket._onTimeout(), Math.max(Math.trunc(ms), 1), false);
}

function setter(host: SetTimeout, timeout: symbol): SetTimeout {
  return function setTimeout(this: net.Socket, ms, callback): net.Socket {
    const here = networkHere();
    const socket = this as TimedSocket;
    if (!socket.destroyed) stop(socket, timeout);
    const result = Reflect.apply(host, this, [ms, callback]); // Node checks its arguments itself
    const timer = socket[timeout];
    if (here === undefined || timer === null || timer === undefined || timer instanceof LoopTimer) return result;
    clearTimeout(timer as NodeJS.Timeout);
    socket[timeout] = ms > 0 ? timerOf(socket, here.engine, ms) : null;
    return result;
  };
}

function destroyer(host: Destroy, timeout: symbol): Destroy {
  return function destroy(this: net.Socket, ...args: unknown[]): void {
    let socket: TimedSocket | null | undefined = this as TimedSocket;
    for (; socket !== null && socket !== undefined; socket = socket._parent) stop(socket, timeout);
    return Reflect.apply(host, this, args);
  };
}

function stop(socket: TimedSocket, timeout: symbol): void {
  const timer = socket[timeout];
  if (!(timer instanceof LoopTimer)) return;
  timer.close();
  socket[timeout] = null;
}

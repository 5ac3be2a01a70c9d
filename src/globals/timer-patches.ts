import nodeTimers from "node:timers";
import { promisify } from "node:util";
import { timerLoopHere, virtualLoopHere } from "./milliseconds-of.ts";
import { LoopImmediate } from "./loop-immediate.ts";
import { delayOf, LoopTimer } from "./loop-timer.ts";
import type { Patch } from "./patch.ts";
import { waitFor, waitForImmediate } from "./timers-promises-patches.ts";

/** `setTimeout` and its like, on the global object and in `node:timers`. */
export const timerPatches: readonly Patch[] = [globalThis, nodeTimers].flatMap(timerPatchesOf);

/** `setTimeout` and its like, on `on`. */
export function timerPatchesOf(on: object): Patch[] {
  return [
    { on, property: "setTimeout", replace: (host: Host) => withPromise(starter(host, false), waitFor) },
    { on, property: "setInterval", replace: (host: Host) => starter(host, true) },
    { on, property: "setImmediate", replace: (host: Host) => withPromise(immediate(host), waitForImmediate) },
    { on, property: "clearTimeout", replace: stopper },
    { on, property: "clearInterval", replace: stopper },
    { on, property: "clearImmediate", replace: stopper },
  ];
}

type Callback = (...args: unknown[]) => unknown;
type Host = (...args: unknown[]) => unknown;

const fakes = new WeakSet<object>();

/** Whether a function replaces one of the host's. */
export function isFaked(start: object): boolean {
  return fakes.has(start);
}

function starter(host: Host, repeats: boolean): Host {
  const start: Host = (callback, ms, ...args) => {
    const loop = timerLoopHere();
    // The host refuses anything but a function, in its own words.
    if (loop === undefined || typeof callback !== "function") return host(callback, ms, ...args);
    const call = args.length === 0 ? (callback as Callback) : (): unknown => (callback as Callback)(...args);
    return new LoopTimer(loop, call, delayOf(ms), repeats);
  };
  fakes.add(start);
  return start;
}

function immediate(host: Host): Host {
  return (callback, ...args) => {
    const loop = timerLoopHere();
    if (loop === undefined || typeof callback !== "function") return host(callback, ...args);
    return new LoopImmediate(loop, () => (callback as Callback)(...args));
  };
}

function stopper(host: Host): Host {
  return (timer) => {
    if (timer instanceof LoopTimer || timer instanceof LoopImmediate) return void timer.close();
    const loop = virtualLoopHere();
    const numbered = loop && LoopTimer.numbered(loop, timer);
    return numbered === undefined ? host(timer) : void numbered.close();
  };
}

/** `util.promisify(setTimeout)` gives the function of `node:timers/promises`. */
function withPromise(start: Host, promised: object): Host {
  return Object.defineProperty(start, promisify.custom, { value: promised, enumerable: true });
}

import nodePromises from "node:timers/promises";
import type { Engine } from "../loop/engine.ts";
import { timerLoopHere } from "./milliseconds-of.ts";
import { LoopImmediate } from "./loop-immediate.ts";
import { delayOf, LoopTimer } from "./loop-timer.ts";
import type { Patch } from "./patch.ts";

/** `node:timers/promises`, `scheduler` included. */
export const timersPromisesPatches: readonly Patch[] = [
  { on: nodePromises, property: "setTimeout", replace: () => waitFor },
  { on: nodePromises, property: "setImmediate", replace: () => waitForImmediate },
  { on: nodePromises, property: "setInterval", replace: () => ticks },
  {
    on: nodePromises.scheduler,
    property: "wait",
    replace: (original: Host) => (ms: number, settings?: WaitSettings) =>
      timerLoopHere() === undefined
        ? Reflect.apply(original, nodePromises.scheduler, [ms, settings])
        : waitFor(ms, undefined, settings),
  },
  {
    on: nodePromises.scheduler,
    property: "yield",
    replace: (original: Host) => () =>
      timerLoopHere() === undefined ? Reflect.apply(original, nodePromises.scheduler, []) : waitForImmediate(),
  },
];

/** Options of the functions of `node:timers/promises`. */
interface WaitSettings {
  readonly signal?: AbortSignal;
  readonly ref?: boolean;
}

type Host = (...args: unknown[]) => unknown;

const host = { ...nodePromises };

/** `setTimeout()` of `node:timers/promises`. */
export function waitFor<T>(ms?: number, value?: T, settings: WaitSettings = {}): Promise<T> {
  const loop = timerLoopHere();
  if (loop === undefined || isJunk(ms, settings)) return host.setTimeout(ms, value, settings);
  return abortable(settings.signal, (resolve) => {
    const timer = new LoopTimer(loop, () => resolve(value as T), delayOf(ms), false);
    return () => timer.close();
  });
}

/** `setImmediate()` of `node:timers/promises`. */
export function waitForImmediate<T>(value?: T, settings: WaitSettings = {}): Promise<T> {
  const loop = timerLoopHere();
  if (loop === undefined || isJunk(undefined, settings)) return host.setImmediate(value, settings);
  return abortable(settings.signal, (resolve) => {
    const immediate = new LoopImmediate(loop, () => resolve(value as T));
    return () => immediate.close();
  });
}

/** `setInterval()` of `node:timers/promises`. */
function ticks<T>(ms?: number, value?: T, settings: WaitSettings = {}): AsyncIterator<T> & AsyncIterable<T> {
  const loop = timerLoopHere();
  if (loop === undefined || isJunk(ms, settings)) return host.setInterval(ms, value, settings);
  return ticksOn(loop, ms, value as T, settings);
}

// The same promises, one for one, as in Node: how many microtasks pass is part of its order.

async function* ticksOn<T>(loop: Engine, ms: unknown, value: T, { signal }: WaitSettings): AsyncGenerator<T> {
  if (isAborted(signal)) throw abortError(signal);
  let due = 0;
  let wake: ((aborted?: Promise<never>) => void) | undefined;
  const call = (aborted?: Promise<never>): void => {
    wake?.(aborted);
    wake = undefined;
  };
  const tick = (): void => {
    due += 1;
    call();
  };
  const timer = new LoopTimer(loop, tick, delayOf(ms), true);
  const aborted = (): void => {
    timer.close();
    if (wake !== undefined) call(Promise.reject(abortError(signal)));
  };
  signal?.addEventListener("abort", aborted, { once: true });
  try {
    while (!isAborted(signal)) {
      if (due === 0) await new Promise<void>((resolve) => (wake = resolve));
      for (; due > 0; due--) yield value;
    }
    throw abortError(signal);
  } finally {
    timer.close();
    signal?.removeEventListener("abort", aborted);
  }
}

/** Whether the host refuses `ms` or `settings`, in its own words. */
function isJunk(ms: unknown, settings: unknown): boolean {
  if (ms !== undefined && typeof ms !== "number") return true;
  if (typeof settings !== "object" || settings === null) return true;
  const { signal, ref } = settings as Readonly<Record<string, unknown>>;
  return (signal !== undefined && !(signal instanceof AbortSignal)) || (ref !== undefined && typeof ref !== "boolean");
}

/** A promise that rejects, and calls off its wait, when `signal` is aborted. */
function abortable<T>(signal: AbortSignal | undefined, start: (resolve: (value: T) => void) => () => void): Promise<T> {
  if (signal === undefined) return new Promise((resolve) => void start(resolve));
  if (signal.aborted) return Promise.reject(abortError(signal));
  let aborted = (): void => undefined;
  const waited = new Promise<T>((resolve, reject) => {
    const stop = start(resolve);
    aborted = () => {
      stop();
      reject(abortError(signal));
    };
    signal.addEventListener("abort", aborted, { once: true });
  });
  return finallyAsNode(waited, () => signal.removeEventListener("abort", aborted));
}

/** Node's `SafePromisePrototypeFinally()`: a promise around a promise around `finally()`. */
function finallyAsNode<T>(promise: Promise<T>, whenSettled: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    void new Promise<T>((innerResolve, innerReject) => void promise.then(innerResolve, innerReject))
      .finally(whenSettled)
      .then(resolve, reject);
  });
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/** The error that Node's own functions reject with. */
function abortError(signal: AbortSignal | undefined): Error {
  const error = new Error("The operation was aborted", { cause: signal?.reason });
  return Object.assign(error, { name: "AbortError", code: "ABORT_ERR" });
}

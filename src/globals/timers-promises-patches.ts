import nodePromises from "node:timers/promises";
import type { Engine } from "../loop/engine.ts";
import { virtualLoopHere } from "./milliseconds-of.ts";
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
      virtualLoopHere() === undefined
        ? Reflect.apply(original, nodePromises.scheduler, [ms, settings])
        : waitFor(ms, undefined, settings),
  },
  {
    on: nodePromises.scheduler,
    property: "yield",
    replace: (original: Host) => () =>
      virtualLoopHere() === undefined ? Reflect.apply(original, nodePromises.scheduler, []) : waitForImmediate(),
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
  const loop = virtualLoopHere();
  if (loop === undefined || isJunk(ms, settings)) return host.setTimeout(ms, value, settings);
  return abortable(settings.signal, (resolve) => {
    const timer = new LoopTimer(loop, () => resolve(value as T), delayOf(ms), false);
    return () => timer.close();
  });
}

/** `setImmediate()` of `node:timers/promises`. */
export function waitForImmediate<T>(value?: T, settings: WaitSettings = {}): Promise<T> {
  const loop = virtualLoopHere();
  if (loop === undefined || isJunk(undefined, settings)) return host.setImmediate(value, settings);
  return abortable(settings.signal, (resolve) => {
    const immediate = new LoopImmediate(loop, () => resolve(value as T));
    return () => immediate.close();
  });
}

/** `setInterval()` of `node:timers/promises`. */
function ticks<T>(ms?: number, value?: T, settings: WaitSettings = {}): AsyncIterator<T> & AsyncIterable<T> {
  const loop = virtualLoopHere();
  if (loop === undefined || isJunk(ms, settings)) return host.setInterval(ms, value, settings);
  return ticksOn(loop, ms, value as T, settings);
}

async function* ticksOn<T>(loop: Engine, ms: unknown, value: T, { signal }: WaitSettings): AsyncGenerator<T> {
  let due = 0;
  let wake: (() => void) | undefined;
  const timer = new LoopTimer(
    loop,
    () => {
      due += 1;
      wake?.();
    },
    delayOf(ms),
    true,
  );
  try {
    for (;;) {
      if (due === 0) {
        await abortable<void>(signal, (resolve) => {
          wake = resolve;
          return () => undefined;
        });
      }
      for (; due > 0; due--) yield value;
    }
  } finally {
    timer.close();
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
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(abortError(signal));
      return;
    }
    const aborted = (): void => {
      stop();
      reject(abortError(signal));
    };
    const stop = start((value) => {
      signal?.removeEventListener("abort", aborted);
      resolve(value);
    });
    signal?.addEventListener("abort", aborted, { once: true });
  });
}

/** The error that Node's own functions reject with. */
function abortError(signal: AbortSignal | undefined): Error {
  const error = new Error("The operation was aborted", { cause: signal?.reason });
  return Object.assign(error, { name: "AbortError", code: "ABORT_ERR" });
}

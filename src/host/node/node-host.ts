import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
import { constants } from "node:os";
import { isMainThread } from "node:worker_threads";
import type { CapturedContext, ContextStorage, DelaySettings, Host } from "../host.ts";
import { AwaitWatch } from "./await-watch.ts";
import { DeathWatch } from "./death-watch.ts";
import { TickQueue } from "./tick-queue.ts";
import { Accounting } from "./accounting/accounting.ts";
import { vitestAnswers } from "./vitest-answers.ts";

/** Node, as timeloom sees it. */
export const nodeHost: Host = {
  nowMs: () => performanceNow(),
  random: () => random(),
  get root(): CapturedContext {
    return root;
  },
  afterMicrotasks(callback: () => void): () => void {
    // From inside a microtask, `nextTick` runs when the whole microtask queue is empty, at any depth.
    const tick = (): void => nextTick(callback);
    return () => void settled.then(tick);
  },
  drain: () => tickQueue.drain(),
  afterMacrotask(callback: () => void): () => void {
    const immediate = root.runInAsyncScope(setImmediate, undefined, callback);
    return () => clearImmediate(immediate);
  },
  afterDelay(delayMs: number, callback: () => void, { keepsAlive = true }: DelaySettings = {}): () => void {
    const timer = root.runInAsyncScope(setTimeout, undefined, callback, Math.min(delayMs, longestDelayMs));
    if (!keepsAlive) timer.unref();
    return () => clearTimeout(timer);
  },
  keepAlive(): () => void {
    const timer = root.runInAsyncScope(setInterval, undefined, () => undefined, longestDelayMs);
    return () => clearInterval(timer);
  },
  onSignal(signal: string, callback: () => void): () => void {
    const listener = (): void => root.runInAsyncScope(callback);
    process.on(signal, listener);
    return () => void process.off(signal, listener);
  },
  hearsSignals: isMainThread,
  signals: constants.signals,
  watchDeaths: (watcher) => deathWatch.watch(watcher),
  createStorage: <S extends object>(): ContextStorage<S> => new AsyncLocalStorage<S>(),
  captureContext: (): CapturedContext => new AsyncResource("timeloom.Task", { requireManualDestroy: true }),
  watchAwaits: (watcher) => new AwaitWatch(watcher),
  watchOperations: (settings) => new Accounting(settings),
  watchForeignWork: vitestAnswers,
};

// Captured when the module loads, so that fake timers cannot stop the loop.
const nextTick = process.nextTick.bind(process);
const deathWatch = new DeathWatch();
const tickQueue = new TickQueue(process);
const performanceNow = performance.now.bind(performance);
const { random } = Math;
// The global timers may be those of a window of jsdom, where vitest runs files in contexts of their own.
const { setImmediate, clearImmediate, setTimeout, clearTimeout, setInterval, clearInterval } =
  process.getBuiltinModule("node:timers");

/** A reaction to it is a microtask, at two thirds of the price of `queueMicrotask`, which makes a resource each time. */
const settled = Promise.resolve();

/** Turns start here, so that the context of the task that woke the loop does not leak into callbacks. */
const root = new AsyncResource("timeloom.turns", { requireManualDestroy: true });

/** A longer delay of the host's timers would overflow. */
const longestDelayMs = 2 ** 31 - 1;

import { AsyncResource } from "node:async_hooks";

// Captured when the module loads, so that somebody's fake timers cannot stop the loop.
const nextTick = process.nextTick.bind(process);
const performanceNow = performance.now.bind(performance);
const { setImmediate, clearImmediate, setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;

/** A reaction to it is a microtask, at two thirds of the price of `queueMicrotask`, which makes a resource of each. */
const settled = Promise.resolve();

/** Turns start here, so that the context of the task that woke the loop does not leak into callbacks. */
const root = new AsyncResource("timeloom.turns", { requireManualDestroy: true });

/** A longer delay of the host's timers would overflow. */
const longestDelayMs = 2 ** 31 - 1;

/** What a loop wants after it ran: the microtasks drained, the host served, or nothing until it asks again. */
export type Wish = "microtasks" | "macrotask" | "nothing";

/** A loop, as the turn queue sees it. */
export interface Driver {
  /** Run turns until microtasks must be drained, the host must be served, or there is nothing to do. */
  drive(): Wish;
}

/** Loops that want a turn, in order of asking. All loops of the thread share it: their microtasks never mix. */
const waiting: Driver[] = [];
let scheduled = false;

function takeTurns(): void {
  // It stays first in line while it runs: a loop that is woken meanwhile must not begin a second chain of turns.
  const driver = waiting[0];
  let wish: Wish = "nothing";
  try {
    wish = driver?.drive() ?? "nothing";
  } finally {
    if (waiting.length > 1 || wish === "nothing") {
      waiting.shift();
      if (driver !== undefined && wish !== "nothing") waiting.push(driver);
    }
    scheduled = waiting.length > 0;
    if (wish === "macrotask") setImmediate(takeTurns);
    else if (scheduled) void settled.then(afterMicrotasks);
  }
}

/** From inside a microtask, `nextTick` runs when the whole microtask queue is empty, at any depth. */
function afterMicrotasks(): void {
  nextTick(takeTurns);
}

/** Ask for a turn once the present one is over. A driver that is already waiting keeps its place. */
export function requestTurn(driver: Driver): void {
  if (waiting.includes(driver)) return;
  waiting.push(driver);
  if (scheduled) return;
  scheduled = true;
  root.runInAsyncScope(() => void settled.then(afterMicrotasks));
}

/** Call `wake` from the root context after about `delayMs` milliseconds of real time. @returns a function that gives up */
export function afterRealDelay(
  delayMs: number,
  wake: () => void,
  { keepsAlive = true }: { readonly keepsAlive?: boolean } = {},
): () => void {
  const timer = root.runInAsyncScope(setTimeout, undefined, wake, Math.min(delayMs, longestDelayMs));
  if (!keepsAlive) timer.unref();
  return () => clearTimeout(timer);
}

/** Keep the process alive, whatever else it waits for. @returns a function that lets go */
export function keepProcessAlive(): () => void {
  const timer = root.runInAsyncScope(setInterval, undefined, () => undefined, longestDelayMs);
  return () => clearInterval(timer);
}

/** Call `wake` from the root context once the host has had its turn. @returns a function that gives up */
export function afterMacrotask(wake: () => void): () => void {
  const immediate = root.runInAsyncScope(setImmediate, undefined, wake);
  return () => clearImmediate(immediate);
}

/** Milliseconds of real time since some moment; never goes back. */
export function realNowMs(): number {
  return performanceNow();
}

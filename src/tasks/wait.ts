import { type Options, requireOptions } from "../core/arguments/require-options.ts";
import { anIterable, anything, requireKind } from "../core/arguments/kind.ts";
import { requireSeconds } from "../core/arguments/require-seconds.ts";
import { asText } from "../core/arguments/as-text.ts";
import { addWaiter, hasFailed, markRetrieved, removeWaiter } from "../core/future-core.ts";
import { coroutine, type Coroutine, iscoroutine } from "../core/coroutine.ts";
import type { Wait } from "../core/contracts/loop-core.ts";
import { describe } from "../core/arguments/describe.ts";
import { requireLoop } from "../core/context/current.ts";
import { getRunningLoop } from "../core/running-loop.ts";
import { Reaction } from "../core/driving/done-callback.ts";
import { typeError } from "../core/errors/type-error.ts";
import { ValueError } from "../core/errors/value-error.ts";
import { type Future, isfuture, ResourceFuture } from "../core/future.ts";

/**
 * Wait for futures or tasks, and return the done ones and the pending ones, each in the order given.
 *
 * Nothing is cancelled and nothing is raised when the timeout passes.
 *
 * @throws {TypeError} If `futures` holds a coroutine or a function: make it a task.
 * @throws {ValueError} If `futures` is empty, `returnWhen` is unknown, or `timeout` is not a number.
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.wait | asyncio.wait}
 */
export function wait<F extends Future<unknown>>(
  futures: Iterable<F>,
  settings: WaitSettings = {},
): Coroutine<[done: Set<F>, pending: Set<F>]> {
  return waitForAll(futures, settings) as Coroutine<[Set<F>, Set<F>]>;
}

/** `wait()` returns when any future is done. */
export const FIRST_COMPLETED = "FIRST_COMPLETED";
/** `wait()` returns when any future has failed, or all are done. */
export const FIRST_EXCEPTION = "FIRST_EXCEPTION";
/** `wait()` returns when all futures are done. */
export const ALL_COMPLETED = "ALL_COMPLETED";

/** When `wait()` returns. */
export type ReturnWhen = typeof FIRST_COMPLETED | typeof FIRST_EXCEPTION | typeof ALL_COMPLETED;

/** Options of `wait()`. */
export interface WaitSettings {
  /** Seconds after which `wait()` returns in any case. Default: no limit. */
  readonly timeout?: number | null | undefined;
  /** Default: `ALL_COMPLETED`. */
  readonly returnWhen?: ReturnWhen | undefined;
}

const options: Options<WaitSettings> = { timeout: anything, returnWhen: anything };

const waitForAll = coroutine(function* wait(
  given: Iterable<Future<unknown>>,
  settings: WaitSettings,
): Generator<Wait, [Set<Future<unknown>>, Set<Future<unknown>>], void> {
  requireOptions("wait()", settings, options);
  const { timeout = null, returnWhen = ALL_COMPLETED } = settings;
  if (isfuture(given) || iscoroutine(given)) {
    throw typeError(`expect a list of futures, not ${given.constructor.name}`, "pass an array: wait([task])");
  }
  if (timeout !== null) requireSeconds("timeout", timeout);
  requireKind("futures", given, anIterable);
  const futures = new Set(given);
  if (futures.size === 0) throw new ValueError("Set of Tasks/Futures is empty.", "pass at least one task");
  if (returnWhen !== FIRST_COMPLETED && returnWhen !== FIRST_EXCEPTION && returnWhen !== ALL_COMPLETED) {
    const hint = "use FIRST_COMPLETED, FIRST_EXCEPTION or ALL_COMPLETED";
    throw new ValueError(`Invalid return_when value: ${asText(returnWhen)}`, hint);
  }
  for (const future of futures) requireFuture(future);
  yield* firstOf(futures, timeout, returnWhen);
  const done = new Set<Future<unknown>>();
  const pending = new Set<Future<unknown>>();
  for (const future of futures) (future.done() ? done : pending).add(future);
  return [done, pending];
});

function requireFuture(value: unknown): void {
  if (isfuture(value)) return;
  throw typeError(
    "Passing coroutines is forbidden, use tasks explicitly.",
    `got ${describe(value)}: make it a task with createTask()`,
  );
}

function* firstOf(
  futures: ReadonlySet<Future<unknown>>,
  timeout: number | null,
  returnWhen: ReturnWhen,
): Generator<Wait, void, void> {
  const loop = getRunningLoop();
  const waiter = new ResourceFuture<void>(requireLoop(), futures, "wait()");
  const release = (): void => {
    if (!waiter.done()) waiter.setResult();
  };
  const timer = timeout === null ? undefined : loop.callLater(timeout, release);
  let left = futures.size;
  const reactions = Array.from(futures, (future) => {
    const reaction = new Reaction(() => {
      left -= 1;
      if (left > 0 && returnWhen !== FIRST_COMPLETED && !(returnWhen === FIRST_EXCEPTION && failed(future))) return;
      timer?.cancel();
      release();
    });
    addWaiter(future, reaction);
    return { future, reaction };
  });
  try {
    yield* waiter;
  } finally {
    timer?.cancel();
    for (const { future, reaction } of reactions) removeWaiter(future, reaction);
  }
}

function failed(future: Future<unknown>): boolean {
  if (!hasFailed(future)) return false;
  markRetrieved(future);
  return true;
}

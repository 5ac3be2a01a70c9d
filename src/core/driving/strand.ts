import type { Wait, WaitSource } from "../contracts/awaitable.ts";
import { current } from "../context/current.ts";
import { RuntimeError } from "../errors/errors.ts";
import type { Entry } from "../event-loop.ts";
import { stepGenerator } from "./generator.ts";
import type { Task } from "../task.ts";

/**
 * One line of control of a task: the task's own generator, or an `await` in its native code.
 *
 * A generator task has one strand, itself. A native task has as many as it awaits at once (`Promise.all`).
 */
export interface Strand extends Entry {
  readonly task: Task<unknown>;
  /** What it is parked on; undefined while it runs or has just yielded. */
  waitingOn: WaitSource | undefined;
  /** What is stepped; undefined before the first turn. */
  readonly iterator: Iterator<Wait, unknown, void> | undefined;
  /** Whether what is stepped is a generator: then its `next()` need not be looked up. */
  readonly stepsGenerator?: boolean;
  /** Set by the task's native activity, on awaits in native code: those of an earlier era may be leftovers. */
  era?: number;
  finish(value: unknown): void;
  fail(error: unknown): void;
}

/**
 * Resume `strand` after its wait: step `iterator` to its next wait or its end, as the task's driver in CPython does.
 *
 * @param refusal - The error to raise in it, if its wait was refused.
 */
export function resume(strand: Strand, iterator: Iterator<Wait, unknown, void>, refusal?: Error): void {
  const { task } = strand;
  const source = strand.waitingOn;
  strand.waitingOn = undefined;
  if (task.mustCancel) {
    task.mustCancel = false;
    // A wait that was cancelled itself raises its own CancelledError.
    const raises = source?.raisesCancelled() === true;
    advance(strand, iterator, raises ? undefined : task.makeCancelledError());
  } else {
    advance(strand, iterator, refusal);
  }
}

/** Resume `strand` inside the turn that runs: native code that it awaited has ended. */
export function goOn(strand: Strand): void {
  strand.waitingOn = undefined;
  if (strand.era !== undefined) strand.task.native.goesOn(strand);
  if (strand.iterator !== undefined) advance(strand, strand.iterator, undefined);
}

/** Step `iterator` once: with `next()`, or by throwing `error` into it. */
export function advance(strand: Strand, iterator: Iterator<Wait, unknown, void>, error: Error | undefined): void {
  const outerTask = current.task;
  const outerContext = current.context;
  current.task = strand.task;
  current.context = undefined;
  let step: IteratorResult<Wait, unknown>;
  try {
    if (error !== undefined) step = throwInto(iterator, error);
    else step = strand.stepsGenerator === true ? stepGenerator(iterator) : iterator.next();
  } catch (thrown) {
    current.task = outerTask;
    current.context = outerContext;
    strand.fail(thrown);
    return;
  }
  current.task = outerTask;
  current.context = outerContext;
  if (step.done === true) strand.finish(step.value);
  else park(strand, step.value as unknown as WaitSource);
}

function throwInto(iterator: Iterator<Wait, unknown, void>, error: Error): IteratorResult<Wait, unknown> {
  if (iterator.throw === undefined) throw error;
  return iterator.throw(error);
}

/** Let `strand` wait for what its step has given. */
export function park(strand: Strand, source: WaitSource): void {
  const error = typeof source?.suspend === "function" ? source.suspend(strand) : badYield(source);
  const { task } = strand;
  if (error !== undefined) {
    task.loop.enqueue(new Refusal(strand, error));
    return;
  }
  strand.waitingOn = source;
  // In native code the await that ends first raises it: another may win a race against the one that is cancelled.
  if (task.mustCancel && source.cancelWait(task.cancelMessage) && strand === task) task.mustCancel = false;
}

/** The turn in which a strand learns that it may not wait for what it wanted to wait for. */
class Refusal implements Entry {
  readonly #strand: Strand;
  readonly #error: Error;

  constructor(strand: Strand, error: Error) {
    this.#strand = strand;
    this.#error = error;
  }

  get key(): string {
    return this.#strand.key;
  }

  get skipped(): boolean {
    return false;
  }

  get task(): Task<unknown> {
    return this.#strand.task;
  }

  runTurn(): void {
    const { iterator } = this.#strand;
    if (iterator !== undefined) resume(this.#strand, iterator, this.#error);
  }
}

/** The error for awaiting a future that another loop made. */
export function foreignLoop(task: Task<unknown>, future: { toString(): string }): RuntimeError {
  return new RuntimeError(
    `Task ${task.toString()} got Future ${future.toString()} attached to a different loop`,
    "await a future in the loop that made it; to cross loops use runCoroutineThreadsafe()",
  );
}

function badYield(value: unknown): RuntimeError {
  return new RuntimeError(`Task got bad yield: ${String(value)}`, "write `yield* x` where Python has `await x`");
}

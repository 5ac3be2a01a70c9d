import { asText } from "../arguments/as-text.ts";
import type { Entry, Strand, TaskCore, Wait, WaitSource } from "../contracts/loop-core.ts";
import { current } from "../context/current.ts";
import { RuntimeError } from "../errors/runtime-error.ts";
import { cancelledErrorOf } from "../future-core.ts";
import { stepGenerator } from "./step-generator.ts";

/**
 * Resume `strand` after its wait: step `iterator` to its next wait or its end, as the task's driver in CPython does.
 *
 * @param refusal - The error to raise in it, if its wait was refused.
 */
export function resume(strand: Strand, iterator: Iterator<Wait, unknown, void>, refusal?: Error): void {
  const { task } = strand;
  const { cancellation } = task;
  const source = strand.waitingOn;
  strand.waitingOn = undefined;
  if (cancellation?.take() === true) {
    // A wait that was cancelled itself raises its own CancelledError.
    const raises = source?.raisesCancelled() === true;
    advance(strand, iterator, raises ? undefined : cancelledErrorOf(task));
  } else {
    advance(strand, iterator, refusal);
  }
}

/** Resume `strand` inside the running turn: native code that it awaited has ended. */
export function goOn(strand: Strand): void {
  strand.waitingOn = undefined;
  if (strand.era !== undefined) strand.task.native?.goesOn(strand);
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

/** Let `strand` wait for what its step has yielded. */
export function park(strand: Strand, source: WaitSource): void {
  const error = typeof source?.suspend === "function" ? source.suspend(strand) : badYield(source);
  const { task } = strand;
  const { cancellation } = task;
  if (error !== undefined) {
    task.loop.enqueue(new Refusal(strand, error));
    return;
  }
  strand.waitingOn = source;
  // In native code the await that ends first raises the error: it may overtake the cancelled one.
  if (cancellation?.due === true && source.cancelWait(cancellation.message) && strand === task) cancellation.take();
}

/** The turn in which a strand gets the error for a wait that was refused. */
class Refusal implements Entry {
  readonly kind = "task";
  readonly #strand: Strand;
  readonly #error: Error;

  constructor(strand: Strand, error: Error) {
    this.#strand = strand;
    this.#error = error;
  }

  get title(): string {
    return this.#strand.title;
  }

  get task(): TaskCore {
    return this.#strand.task;
  }

  runTurn(): void {
    const { iterator } = this.#strand;
    if (iterator !== undefined) resume(this.#strand, iterator, this.#error);
  }
}

/** The error for awaiting a future that another loop made. */
export function foreignLoop(task: TaskCore, future: { toString(): string }): RuntimeError {
  return new RuntimeError(
    `Task ${task.toString()} got Future ${future.toString()} attached to a different loop`,
    "await a future in the loop that made it; to cross loops use runCoroutineThreadsafe()",
  );
}

function badYield(value: unknown): RuntimeError {
  return new RuntimeError(`Task got bad yield: ${asText(value)}`, "write `yield* x` where Python has `await x`");
}

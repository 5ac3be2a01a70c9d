import { seconds } from "../core/seconds.ts";
import type { Strand, TaskCore, TimerEntry, Wait, WaitSource } from "../core/contracts/loop-core.ts";
import { suspended } from "../core/driving/suspended.ts";
import { quietCancelledError } from "../core/cancellation.ts";
import { BareYield } from "./bare-yield.ts";
import { Coroutine } from "../core/coroutine.ts";
import { alreadyAwaited } from "../core/driving/only-once.ts";
import { requireSeconds } from "../core/arguments/require-seconds.ts";

/**
 * Suspend the current task for `delay` seconds of loop time, then resolve with `result`.
 *
 * Under the virtual clock no real time passes: the clock jumps once every task waits. `sleep(0)` is the idiom for "let
 * the other ready tasks run first".
 *
 * @param delay - Seconds. Zero or less only yields; `Infinity` waits until cancelled.
 * @throws {ValueError} If `delay` is NaN.
 * @throws {CancelledError} If the task is cancelled before the delay has passed.
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.sleep | asyncio.sleep}
 *
 * @example A two-hour sleep that takes no time to test
 * ```ts
 * await run(async () => {
 *   await sleep(7_200);
 *   assert.equal(getRunningLoop().time(), 7_200);
 * }, { loopFactory: virtualLoop() });
 * ```
 */
export function sleep(delay: number): Coroutine<void>;
export function sleep<T>(delay: number, result: T): Coroutine<T>;
export function sleep(delay: number, result?: unknown): Coroutine<unknown> {
  return typeof delay === "number" && delay <= 0 ? new BareYield(result) : new Sleep(delay, result);
}

/** The coroutine, the future, the timer and the iterator of a sleep in one object: sleeping is what programs do most. */
class Sleep extends Coroutine<unknown> implements WaitSource, TimerEntry, Iterator<Wait, unknown, void> {
  readonly #delay: number;
  #phase: "new" | "begun" | "asleep" | "due" | "cancelled" = "new";
  /** The result; once cancelled, the message of the cancellation. */
  #value: unknown;
  #strand: Strand | undefined = undefined;
  deadline = 0;
  scheduled = false;

  constructor(delay: number, result: unknown) {
    super();
    this.#delay = delay;
    this.#value = result;
  }

  override get name(): string {
    return "sleep";
  }

  override get neverAwaited(): boolean {
    return this.#phase === "new";
  }

  override open(): this {
    if (this.#phase !== "new") throw alreadyAwaited();
    this.#phase = "begun";
    return this;
  }

  override close(): void {
    if (this.#phase === "new") this.#phase = "due";
    Sleep.#dropTimer(this);
  }

  next(): IteratorResult<Wait, unknown> {
    if (this.#phase === "begun") {
      requireSeconds("delay", this.#delay);
      return suspended(this);
    }
    if (this.#phase !== "cancelled") return { done: true, value: this.#value };
    Sleep.#dropTimer(this);
    throw quietCancelledError(this.#value as string | undefined);
  }

  throw(error: unknown): never {
    Sleep.#dropTimer(this);
    throw error;
  }

  return(): IteratorResult<Wait, unknown> {
    Sleep.#dropTimer(this);
    return { done: true, value: undefined };
  }

  // The sleep as the thing that a strand waits on.

  suspend(strand: Strand): undefined {
    const { loop } = strand.task;
    this.#phase = "asleep";
    this.#strand = strand;
    this.deadline = loop.time() + this.#delay;
    loop.addTimer(this);
  }

  woken(): boolean {
    return this.#phase !== "asleep";
  }

  cancelWait(message: string | undefined): boolean {
    if (this.#phase !== "asleep") return false;
    this.#phase = "cancelled";
    this.#value = message;
    Sleep.#wake(this);
    return true;
  }

  raisesCancelled(): boolean {
    return this.#phase === "cancelled";
  }

  describeWait(): string {
    return `sleep(${seconds(this.#delay)})`;
  }

  // The sleep as a timer.

  get kind(): "timer" {
    return "timer";
  }

  get title(): string {
    return this.describeWait();
  }

  get task(): TaskCore | undefined {
    return this.#strand?.task;
  }

  /** A sleep that was cancelled and has resumed: its timer is dead. */
  get skipped(): boolean {
    return this.#strand === undefined;
  }

  runTurn(): void {
    this.task?.loop.probes.all?.visible?.();
    if (this.#phase !== "asleep") return;
    this.#phase = "due";
    Sleep.#wake(this);
  }

  static #wake(sleep: Sleep): void {
    const strand = sleep.#strand;
    strand?.task.loop.enqueue(strand);
  }

  static #dropTimer(sleep: Sleep): void {
    const loop = sleep.#strand?.task.loop;
    if (loop === undefined) return;
    sleep.#strand = undefined;
    loop.cancelled(sleep);
  }
}

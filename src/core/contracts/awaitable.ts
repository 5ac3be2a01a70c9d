import { current } from "../context/current.ts";
import type { Strand } from "../driving/strand.ts";

declare const opaque: unique symbol;

/** What a generator coroutine hands to its task when it waits. Made by timeloom only: use `yield*`, never `yield`. */
export interface Wait {
  readonly [opaque]: never;
}

/**
 * Anything that can be awaited: `await x` in an async function and `yield* x` in a generator, with the same scheduling.
 */
export interface Awaitable<T> extends PromiseLike<T> {
  [Symbol.iterator](): Iterator<Wait, T, void>;
}

/** A function that a task can run: a generator function or an async function. */
export type Body<A extends unknown[], T> = (...args: A) => Generator<Wait, T, void> | PromiseLike<T>;

/** What a suspended strand waits on: futures, sleeps, a bare yield, native code. */
export interface WaitSource {
  /**
   * Park `strand` until this is done.
   *
   * @returns an error to throw into it instead, if it may not wait for this
   */
  suspend(strand: Strand): Error | undefined;
  /** Cancel what is waited for on behalf of the waiting task. @returns whether that will wake it */
  cancelWait(message: string | undefined): boolean;
  /** Whether the strand is on its way: nothing is left to cancel. */
  woken(): boolean;
  /** Whether the wait itself will raise CancelledError when its strand resumes. */
  raisesCancelled(): boolean;
  /** What the wait is for, for instance `sleep(1)`. */
  describeWait(): string;
}

/** The result of a step that suspends. */
export function suspended(source: WaitSource): IteratorYieldResult<Wait> {
  current.loop?.places?.note(source);
  return { done: false, value: source as unknown as Wait };
}

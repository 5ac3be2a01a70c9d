import { current, taskHere } from "../context/current.ts";
import type { Entry, FutureCore, Strand, TaskCore, Wait, WaitSource } from "../contracts/loop-core.ts";
import { Reaction } from "../driving/done-callback.ts";
import { foreignLoop, park, resume } from "../driving/resume.ts";
import { addWaiter } from "../future-core.ts";
import { nativeOf } from "./native-activity.ts";

/** The result of `iterator`, driven by the native task that awaits it. Most awaits end at the first step, and need no strand. */
export function awaitInTask<T>(task: TaskCore, iterator: Iterator<Wait, T, void>, awaited: object): Settling<T> {
  const outerTask = current.task;
  const outerContext = current.context;
  current.task = task;
  current.context = undefined;
  let step: IteratorResult<Wait, T>;
  try {
    step = iterator.next();
  } catch (error) {
    return new SettledError(error);
  } finally {
    current.task = outerTask;
    current.context = outerContext;
  }
  if (step.done === true) return new SettledValue(step.value);
  const { value } = step;
  return new Promise<unknown>((resolve, reject) => {
    park(new NativeAwait(task, iterator, awaited, resolve, reject), value as unknown as WaitSource);
  }) as Promise<T>;
}

/** An `await` in native code: drives the awaited object for the task, and settles a promise with the outcome. */
class NativeAwait implements Strand {
  readonly kind = "task";
  readonly task: TaskCore;
  readonly iterator: Iterator<Wait, unknown, void>;
  /** What the code awaits. */
  readonly awaited: object;
  readonly #resolve: (value: unknown) => void;
  readonly #reject: (reason: unknown) => void;
  waitingOn: WaitSource | undefined = undefined;
  /** Set by the task's native activity: an await of an earlier era may be a leftover of `Promise.race`. */
  era = 0;

  constructor(
    task: TaskCore,
    iterator: Iterator<Wait, unknown, void>,
    awaited: object,
    resolve: (value: unknown) => void,
    reject: (reason: unknown) => void,
  ) {
    this.task = task;
    task.loop.places?.copy(awaited, this);
    this.iterator = iterator;
    this.awaited = awaited;
    this.#resolve = resolve;
    this.#reject = reject;
    nativeOf(task).awaitBegins(this);
  }

  get title(): string {
    return this.task.title;
  }

  runTurn(): void {
    const { task } = this;
    const { awaits } = nativeOf(task);
    const due = task.cancellation?.due === true;
    const takes = due || this.waitingOn?.raisesCancelled() === true;
    if (due) awaits.take(this);
    awaits.moves += 1;
    current.microtasksDue = true;
    resume(this, this.iterator);
    if (takes) awaits.settleDebt();
  }

  finish(value: unknown): void {
    nativeOf(this.task).awaitEnds(this);
    current.microtasksDue = true;
    this.#resolve(value);
  }

  fail(error: unknown): void {
    nativeOf(this.task).awaitEnds(this);
    current.microtasksDue = true;
    this.#reject(error);
  }
}

/** An object whose `then()` gives a real promise: a promise, or less where less is enough. */
export interface Settling<T> {
  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B>;
}

const settled = Promise.resolve();

/** A value that is known already: costs one promise per `then()`, where `Promise.resolve(value).then()` costs two. */
class SettledValue<T> implements Settling<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  // oxlint-disable-next-line unicorn/no-thenable -- stands for a promise
  then<A = T>(onFulfilled?: ((value: T) => A | PromiseLike<A>) | null): Promise<A> {
    const value = this.#value;
    if (typeof onFulfilled !== "function") return settled.then<A>(() => value as unknown as A);
    if (value === undefined) return settled.then(onFulfilled as () => A | PromiseLike<A>);
    return settled.then(() => onFulfilled(value));
  }
}

/** An error that is known already. */
class SettledError implements Settling<never> {
  readonly #error: unknown;

  constructor(error: unknown) {
    this.#error = error;
  }

  // oxlint-disable-next-line unicorn/no-thenable -- stands for a promise
  then<A = never, B = never>(
    _onFulfilled?: ((value: never) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    const error = this.#error;
    return settled.then(() => {
      if (typeof onRejected === "function") return onRejected(error);
      throw error;
    });
  }
}

/** A future, as native code awaits it. */
interface AwaitableFuture<T> extends FutureCore {
  done(): boolean;
  result(): T;
  [Symbol.iterator](): Iterator<Wait, T, void>;
}

/** A promise for a future's outcome. The calling task waits for it; outside of tasks nobody can cancel it. */
export function awaitNatively<T>(future: AwaitableFuture<T>): Settling<T> {
  // A generator that calls then() does not wait: only native code awaits that way.
  const task = current.task === undefined ? taskHere() : undefined;
  if (task !== undefined && task.loop === future.loop) return awaitInTask(task, future[Symbol.iterator](), future);
  if (task !== undefined) return Promise.reject(foreignLoop(task, future));
  return new Promise<T>((resolve, reject) => {
    const settle = (): void => {
      current.microtasksDue = true;
      try {
        resolve(future.result());
      } catch (error) {
        reject(error);
      }
    };
    if (future.done()) settle();
    else addWaiter(future, new Settlement(settle));
  });
}

/** Settles a promise that follows a future. */
class Settlement extends Reaction {}

/** Whether `waiter` only settles a promise: native code awaits `future` itself. */
export function isNativeAwait(waiter: Entry, future: object): boolean {
  return waiter instanceof NativeAwait ? waiter.iterator === future : waiter instanceof Settlement;
}

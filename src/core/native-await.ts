import type { Wait, WaitSource } from "./awaitable.ts";
import { current, taskHere } from "./current.ts";
import { Reaction } from "./done-callback.ts";
import type { EventLoop } from "./event-loop.ts";
import type { Future } from "./future.ts";
import { advance, foreignLoop, resume, type Strand } from "./strand.ts";
import type { Task } from "./task.ts";

/** An `await` in native code: drives what is awaited, in the name of the task, and settles a promise with the outcome. */
export class NativeAwait implements Strand {
  readonly task: Task<unknown>;
  readonly iterator: Iterator<Wait, unknown, void>;
  readonly #resolve: (value: unknown) => void;
  readonly #reject: (reason: unknown) => void;
  waitingOn: WaitSource | undefined = undefined;
  /** How often the task had been resumed when this last moved: an older await may be a leftover of `Promise.race`. */
  movedAt: number;

  constructor(
    task: Task<unknown>,
    iterator: Iterator<Wait, unknown, void>,
    awaited: object,
    resolve: (value: unknown) => void,
    reject: (reason: unknown) => void,
  ) {
    this.task = task;
    task.loop.places?.copy(awaited, this);
    this.iterator = iterator;
    this.movedAt = task.native.resumed;
    this.#resolve = resolve;
    this.#reject = reject;
    task.native.add(this);
  }

  get key(): string {
    return this.task.key;
  }

  get skipped(): boolean {
    return false;
  }

  begin(): void {
    advance(this, this.iterator, undefined);
  }

  runTurn(): void {
    const { native } = this.task;
    const cancelled = this.waitingOn?.raisesCancelled() === true;
    native.resumed += 1;
    this.movedAt = native.resumed;
    current.touchedNative = true;
    resume(this, this.iterator);
    if (cancelled) native.settleDebt();
  }

  finish(value: unknown): void {
    this.task.native.delete(this);
    current.touchedNative = true;
    this.#resolve(value);
  }

  fail(error: unknown): void {
    this.task.native.delete(this);
    current.touchedNative = true;
    this.#reject(error);
  }
}

/** A promise for what `iterator` gives, driven by the native task that asks. */
export function awaitInTask<T>(task: Task<unknown>, iterator: Iterator<Wait, T, void>, awaited: object): Promise<T> {
  return new Promise<unknown>((resolve, reject) => {
    new NativeAwait(task, iterator, awaited, resolve, reject).begin();
  }) as Promise<T>;
}

/** A promise for a future's outcome: a wait of the task that asks, or from outside of tasks one that nobody cancels. */
export function awaitNatively<T>(loop: EventLoop, future: Future<T>): Promise<T> {
  // A generator that calls then() does not wait: only native code awaits that way.
  const task = current.task === undefined ? taskHere() : undefined;
  if (task !== undefined && task.loop === loop) return awaitInTask(task, future[Symbol.iterator](), future);
  if (task !== undefined) return Promise.reject(foreignLoop(task, future));
  return new Promise<T>((resolve, reject) => {
    const settle = (): void => {
      current.touchedNative = true;
      try {
        resolve(future.result());
      } catch (error) {
        reject(error);
      }
    };
    if (future.done()) settle();
    else future.addWaiter(new Reaction(settle));
  });
}

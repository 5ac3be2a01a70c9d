import { current } from "../context/current.ts";
import { enterNative } from "../context/native-scope.ts";
import type { LoopCore, Strand, TaskCore, Wait, WaitSource } from "../contracts/loop-core.ts";
import { Reaction } from "../driving/done-callback.ts";
import { goOn } from "../driving/resume.ts";
import { suspended } from "../driving/suspended.ts";
import { nativeOf } from "./native-activity.ts";

/** Native code that runs in a task: the task's own body, or one that a generator awaits in place. It adds no turn. */
export class NativeCall<T> implements WaitSource, Iterator<Wait, T, void> {
  readonly isNative = true;
  readonly #task: TaskCore;
  #outcome: { readonly value: T } | { readonly error: unknown } | undefined = undefined;
  #strand: Strand | undefined = undefined;

  constructor(task: TaskCore, promise: PromiseLike<T>) {
    this.#task = task;
    nativeOf(task).callBegins();
    promise.then(
      (value) => this.#settle({ value }),
      (error: unknown) => this.#settle({ error }),
    );
  }

  next(): IteratorResult<Wait, T> {
    const outcome = this.#outcome;
    if (outcome === undefined) return suspended(this);
    if ("error" in outcome) throw outcome.error;
    return { done: true, value: outcome.value };
  }

  throw(error: unknown): never {
    throw error;
  }

  suspend(strand: Strand): Error | undefined {
    this.#strand = strand;
    if (strand !== this.#task) nativeOf(this.#task).unseen.countSeenAwaits(-1);
    return undefined;
  }

  #settle(outcome: { readonly value: T } | { readonly error: unknown }): void {
    this.#outcome = outcome;
    const task = this.#task;
    nativeOf(task).callEnds();
    const strand = this.#strand;
    if (strand === undefined) return;
    if (strand !== task) nativeOf(task).unseen.countSeenAwaits(1);
    const { loop } = task;
    // The strand goes on at once, as an `await` would, also after a foreign promise, when no loop has its turn.
    if (current.loop === loop) goOn(strand);
    else if (loop.isClosed()) return;
    else if (current.loop === undefined) this.#goOnBetweenTurns(strand, loop);
    else loop.enqueue(new Reaction(() => goOn(strand)));
  }

  #goOnBetweenTurns(strand: Strand, loop: LoopCore): void {
    current.loop = loop;
    try {
      goOn(strand);
    } finally {
      current.loop = undefined;
    }
  }

  cancelWait(message: string | undefined): boolean {
    return nativeOf(this.#task).awaits.cancel(message);
  }

  woken(): boolean {
    return false;
  }

  raisesCancelled(): boolean {
    return false;
  }

  describeWait(): string {
    return "a native promise";
  }
}

/** Call a function that may be native in the async context of `task`, so that its awaits belong to the task. */
export function callNative<T>(task: TaskCore, body: () => T): T {
  const outerTask = current.task;
  const outerContext = current.context;
  current.task = undefined;
  current.context = undefined;
  current.microtasksDue = true;
  try {
    return enterNative(task, body);
  } finally {
    current.task = outerTask;
    current.context = outerContext;
  }
}

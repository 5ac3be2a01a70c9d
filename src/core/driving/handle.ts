import { nameOf } from "../arguments/describe.ts";
import { Context, currentValues } from "../context/context.ts";
import type { ActorKind } from "../contracts/actor.ts";
import type { LoopCore } from "../contracts/loop-core.ts";
import { current } from "../context/current.ts";
import { touchTurn } from "../context/touch.ts";
import { isCancellation } from "../errors/cancelled-error.ts";

/**
 * A callback that waits for its turn.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.Handle | asyncio.Handle}
 */
export class Handle {
  /** @internal */ readonly loop: LoopCore;
  /** Null once cancelled. */
  #callback: (() => unknown) | null;
  readonly #context: Context;

  /** @internal */
  constructor(loop: LoopCore, callback: () => unknown, context: Context = new Context(currentValues())) {
    this.loop = loop;
    this.#callback = callback;
    this.#context = context;
  }

  /** Cancel the callback. Nothing happens if it was called or cancelled already. */
  cancel(): void {
    touchTurn(this, "write");
    if (this.#callback === null) return;
    this.#callback = null;
    this.loop.cancelled(this);
  }

  cancelled(): boolean {
    touchTurn(this, "read");
    return this.#callback === null;
  }

  getContext(): Context {
    return this.#context;
  }

  /** @internal */
  get skipped(): boolean {
    return this.#callback === null;
  }

  /** @internal */
  get kind(): ActorKind {
    return "callback";
  }

  /** @internal */
  get title(): string {
    return `a ${this.kind}`;
  }

  /** @internal */
  runTurn(): void {
    const callback = this.#callback;
    if (callback !== null) runCallback(this, callback, this.#context);
  }

  toString(): string {
    const detail = this.#callback === null ? "cancelled" : nameOf(this.#callback);
    return detail === undefined ? "<Handle>" : `<Handle ${detail}>`;
  }
}

/** Call a user's callback outside of any task. Its errors go to the loop's exception handler, in the name of `handle`. */
export function runCallback(handle: CallbackOwner, callback: () => unknown, context: Context): void {
  enterCallback(context);
  try {
    const result = callback();
    // Native code begun by the callback belongs to this turn.
    if (typeof result === "object" && result !== null && "then" in result) reportRejection(handle, result);
  } catch (exception) {
    report(handle, exception);
  } finally {
    leaveCallback(handle.loop);
  }
}

/** Call a user's code as {@link runCallback} does, in `context`. Its errors are the caller's. */
export function inCallback(loop: LoopCore, context: Context, call: () => void): void {
  enterCallback(context);
  try {
    call();
  } finally {
    leaveCallback(loop);
  }
}

function enterCallback(context: Context): void {
  current.task = null;
  current.context = context;
}

function leaveCallback(loop: LoopCore): void {
  if (loop.unseenWaits > 0) current.microtasksDue = true;
  current.task = undefined;
  current.context = undefined;
}

/** What a callback is called for: a handle, a connection. */
export interface CallbackOwner {
  readonly loop: LoopCore;
  toString(): string;
}

function report(handle: CallbackOwner, exception: unknown): void {
  handle.loop.report({ message: `Exception in callback ${handle.toString()}`, exception, handle });
}

function reportRejection(handle: CallbackOwner, result: object): void {
  // A future tells the loop by itself if nobody asks what became of it.
  if (!(result instanceof Promise) || "settledWith" in result) return;
  current.microtasksDue = true;
  result.catch((exception: unknown) => {
    if (!isCancellation(exception)) report(handle, exception);
  });
}

/**
 * A callback that waits for its time.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.TimerHandle | asyncio.TimerHandle}
 */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- the constructor sets every field
export class TimerHandle extends Handle {
  /** @internal */
  constructor(loop: LoopCore, when: number, callback: () => unknown, context?: Context) {
    super(loop, callback, context);
    this.deadline = when;
    this.scheduled = false;
  }

  /** @internal */
  override get kind(): ActorKind {
    return "timer";
  }

  /** When it is due, in seconds of loop time. */
  when(): number {
    return this.deadline;
  }

  override toString(): string {
    const name = (_: string, cancelled = ""): string => `<TimerHandle${cancelled} when=${this.deadline}`;
    return super.toString().replace(/^<Handle( cancelled)?/, name);
  }
}

/** Internal members. @internal */
export interface TimerHandle {
  deadline: number;
  scheduled: boolean;
}

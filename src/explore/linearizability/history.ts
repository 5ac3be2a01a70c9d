import { taskHere } from "../../core/context/current.ts";
import { callBody } from "../../core/call-body.ts";
import type { Body, Wait } from "../../core/contracts/loop-core.ts";
import { coroutine, type Coroutine } from "../../core/coroutine.ts";

/**
 * What was called on an object, and what came of it, in the order in which it happened.
 *
 * @example
 * ```ts
 * const history = new History<string, number>();
 * await run(async () => {
 *   await history.record("read", async () => 5);
 * });
 * assert.equal(history.operations[0]?.result, 5);
 * ```
 */
export class History<Operation, Result> {
  readonly #operations: RecordedOperation<Operation, Result>[] = [];
  #moments = 0;

  /** The operations, in the order of their calls. */
  get operations(): readonly RecordedOperation<Operation, Result>[] {
    return this.#operations;
  }

  /**
   * Run `call` in the calling task, and write down that it was `operation`. An operation that throws, is cancelled or never returns may
   * have happened, or may yet happen, or never will.
   *
   * @returns what `call` returns
   * @throws What `call` throws.
   * @throws {TypeError} If `call` is neither a generator function nor an async function.
   */
  record<T extends Result | void>(operation: Operation, call: Body<[], T>): Coroutine<T> {
    return History.#record(this, operation, call as Body<[], Result>) as Coroutine<unknown> as Coroutine<T>;
  }

  static readonly #record = coroutine(function* record<O, R>(
    history: History<O, R>,
    operation: O,
    call: Body<[], R>,
  ): Generator<Wait, R, void> {
    const recorded: Writable<RecordedOperation<O, R>> = {
      operation,
      task: taskHere()?.getName(),
      called: history.#moments++,
      returned: undefined,
      result: undefined,
    };
    history.#operations.push(recorded);
    const result = yield* callBody(call);
    recorded.result = result;
    recorded.returned = history.#moments++;
    return result;
  });
}

/** One operation of a history. Moments are counted: each call and each return is one. */
export interface RecordedOperation<Operation, Result> {
  readonly operation: Operation;
  /** The name of the task that called. */
  readonly task: string | undefined;
  readonly called: number;
  /** Undefined if the call threw, was cancelled, or has not returned. */
  readonly returned: number | undefined;
  readonly result: Result | undefined;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * An object that does one operation after the other: what an object that several tasks use at once is compared with.
 *
 * States, operations and results are compared by their contents, so plain values, arrays, maps, sets and plain objects do.
 *
 * @example A register that holds one value
 * ```ts
 * type Operation = { write: number } | "read";
 * const register: SequentialModel<number, Operation, number | undefined> = {
 *   initial: 0,
 *   apply: (value, operation) => (operation === "read" ? [value, value] : [operation.write, undefined]),
 * };
 * assert.deepEqual(register.apply(0, { write: 5 }), [5, undefined]);
 * ```
 */
export interface SequentialModel<State, Operation, Result> {
  readonly initial: State;
  /** Do `operation` in `state`, which it must not change. @returns the state afterwards, and the result */
  apply(state: State, operation: Operation): readonly [State, Result];
  /**
   * The part of the object that `operation` works on, such as a key: operations on different parts must have nothing to do with each
   * other, and `initial` is the state of one part. Then `linearizable()` judges each part alone, which takes much less time.
   */
  partition?(operation: Operation): unknown;
}

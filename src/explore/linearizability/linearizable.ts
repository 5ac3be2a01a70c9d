import { canonicalText } from "./canonical-text.ts";
import type { History, RecordedOperation } from "./history.ts";
import { LinearizabilityError } from "./linearizability-error.ts";
import { minimalHistory } from "./minimal-history.ts";
import { requireHistory } from "./require-history.ts";
import type { SequentialModel } from "./sequential-model.ts";

/**
 * Demand that each operation of `history` seems to have happened at one moment between its call and its return: that some order of the
 * operations, one after the other, gives the results that they had by `model`, with what ended before another began ahead of it.
 *
 * Exact, whatever the history. A history with a `partition` is judged key by key; a thousand operations on ten keys take well under a second.
 * Many operations at the same time on one part may take exponential time.
 *
 * @throws {LinearizabilityError} If there is no such order. The message shows as few operations as are needed to see it.
 * @throws {TypeError} If `model` cannot apply operations, or `history` is none.
 * @see {@link https://doi.org/10.1145/78969.78972 | Herlihy, Wing: Linearizability}
 *
 * @example A cell whose update is not atomic
 * ```ts
 * const counter: SequentialModel<number, "increment" | "read", number | undefined> = {
 *   initial: 0,
 *   apply: (count, operation) => (operation === "read" ? [count, count] : [count + 1, undefined]),
 * };
 * const history = new History<"increment" | "read", number | undefined>();
 * await run(
 *   async () => {
 *     let count = 0;
 *     const increment = () =>
 *       history.record("increment", async () => {
 *         const before = count;
 *         await sleep(1);
 *         count = before + 1;
 *       });
 *     await gather(increment(), increment());
 *     await history.record("read", async () => count);
 *   },
 *   { loopFactory: virtualLoop() },
 * );
 * assert.throws(() => linearizable(counter, history), /before: 2\n {2}read → 1/);
 * ```
 */
export function linearizable<State, Operation, Result>(
  model: SequentialModel<State, Operation, Result>,
  history: History<Operation, Result>,
): void {
  requireHistory(model, history);
  for (const part of partsOf(model, history.operations)) {
    const minimal = minimalHistory(model, part);
    if (minimal !== undefined) throw new LinearizabilityError("linearizable", minimal);
  }
}

function partsOf<State, O, R>(
  model: SequentialModel<State, O, R>,
  operations: readonly RecordedOperation<O, R>[],
): Iterable<readonly RecordedOperation<O, R>[]> {
  if (model.partition === undefined) return [operations];
  const parts = new Map<string, RecordedOperation<O, R>[]>();
  for (const recorded of operations) {
    const key = canonicalText(model.partition(recorded.operation), true);
    const part = parts.get(key);
    if (part === undefined) parts.set(key, [recorded]);
    else part.push(recorded);
  }
  return parts.values();
}

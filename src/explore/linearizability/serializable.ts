import type { History } from "./history.ts";
import { LinearizabilityError } from "./linearizability-error.ts";
import { minimalHistory } from "./minimal-history.ts";
import { requireHistory } from "./require-history.ts";
import type { SequentialModel } from "./sequential-model.ts";

/**
 * Demand that the transactions of `history` seem to have run one after the other, in some order: each record is one transaction, and
 * `model` says what it does and returns. The order need not be that of time; with `linearizable()` it must be (strict serializability).
 *
 * A transaction that throws or never returns may have been carried out, or not. `partition` is not used: transactions join parts.
 *
 * @throws {LinearizabilityError} If there is no such order.
 * @throws {TypeError} If `model` cannot apply operations, or `history` is none.
 * @see {@link https://doi.org/10.1145/322154.322158 | Papadimitriou: The serializability of concurrent database updates}
 *
 * @example
 * ```ts
 * const swap: SequentialModel<number, "double" | "increment", number> = {
 *   initial: 1,
 *   apply: (value, operation) => (operation === "double" ? [value * 2, value * 2] : [value + 1, value + 1]),
 * };
 * const history = new History<"double" | "increment", number>();
 * await run(async () => {
 *   await history.record("double", async () => 4); // as if after the increment
 *   await history.record("increment", async () => 2);
 * });
 * serializable(swap, history);
 * assert.throws(() => linearizable(swap, history), LinearizabilityError);
 * ```
 */
export function serializable<State, Operation, Result>(
  model: SequentialModel<State, Operation, Result>,
  history: History<Operation, Result>,
): void {
  requireHistory(model, history);
  // All at the same time: then any order respects which ended before which began.
  const end = history.operations.length;
  const operations = history.operations.map((recorded, index) => ({
    ...recorded,
    called: index,
    returned: recorded.returned === undefined ? undefined : end + index,
  }));
  const minimal = minimalHistory(model, operations);
  if (minimal !== undefined) throw new LinearizabilityError("serializable", minimal);
}

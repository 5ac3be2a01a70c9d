import { carryHint, withHint } from "../../core/errors/with-hint.ts";
import { canonicalText } from "./canonical-text.ts";
import type { RecordedOperation } from "./history.ts";
import { historyLines } from "./history-lines.ts";
import type { MinimalHistory } from "./minimal-history.ts";

/** No order of the operations of a history, one after the other, gives the results that they had. */
export class LinearizabilityError extends Error {
  override readonly name: string = "LinearizabilityError";
  /** How to go on. The last line of the message says the same. */
  declare readonly hint: string | undefined;
  /** As few operations as show it. */
  readonly operations: readonly RecordedOperation<unknown, unknown>[];
  /** The states that the object may have been in before. */
  readonly before: readonly unknown[];

  /** @param property - What the history is not: linearizable, or serializable. */
  constructor(property: string, { before, operations, idle }: MinimalHistory<unknown, unknown, unknown>) {
    const count =
      operations.length === 1
        ? "1 operation cannot have its result"
        : `no order of ${operations.length} operations gives their results`;
    const states = before.map((state) => canonicalText(state, true)).join(" or ");
    const hint = "each bar lasts from the call to the return: let the object take effect at one moment in between";
    const context = `before: ${states}${leftOut(idle)}`;
    super(withHint([`Not ${property}: ${count}`, context, ...historyLines(operations)].join("\n  "), hint));
    carryHint(this, hint);
    this.operations = operations;
    this.before = before;
  }
}

function leftOut(idle: number): string {
  if (idle === 0) return "";
  return idle === 1
    ? "; 1 more operation makes no difference, whenever it happens"
    : `; ${idle} more operations make no difference, whenever they happen`;
}

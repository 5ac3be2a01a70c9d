import { describe } from "../../core/arguments/describe.ts";
import { typeError } from "../../core/errors/type-error.ts";
import { History } from "./history.ts";

/** @throws {TypeError} If `model` cannot apply operations, or `history` is none. */
export function requireHistory(model: unknown, history: unknown): void {
  const applies = typeof model === "object" && model !== null && "apply" in model && typeof model.apply === "function";
  if (!applies) {
    const hint = "pass an object with `initial` and `apply(state, operation)`, which returns [state, result]";
    throw typeError(`a sequential model was expected, got ${describe(model)}`, hint);
  }
  if (history instanceof History) return;
  throw typeError(`a History was expected, got ${describe(history)}`, "record the operations with `new History()`");
}

import { carryHint, withHint } from "./with-hint.ts";

/** An argument has the wrong type: JavaScript's own `TypeError`, with a hint. */
export function typeError(text: string, hint: string): TypeError {
  return carryHint(new TypeError(withHint(text, hint)), hint);
}

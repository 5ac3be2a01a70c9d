import { carryHint, withHint } from "./with-hint.ts";

/** A future or task is not in the state that the operation needs. */
export class InvalidStateError extends Error {
  override readonly name: string = "InvalidStateError";
  /** How to fix it. The last line of the message says the same. */
  declare readonly hint: string | undefined;

  constructor(text: string = "", hint?: string) {
    super(withHint(text, hint));
    carryHint(this, hint);
  }
}

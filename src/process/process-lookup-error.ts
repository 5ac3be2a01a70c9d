import { carryHint, withHint } from "../core/errors/with-hint.ts";

/** A signal was sent to a process that has ended and been waited for, as Python's `ProcessLookupError`. */
export class ProcessLookupError extends Error {
  override readonly name: string = "ProcessLookupError";
  /** As Node's. */
  readonly code = "ESRCH";
  /** How to fix it. The last line of the message says the same. */
  declare readonly hint: string;

  constructor(text: string = "The process has ended", hint: string = "ask `returncode` first, or catch the error") {
    super(withHint(text, hint));
    carryHint(this, hint);
  }
}

import { carryHint, withHint } from "./with-hint.ts";

/** An argument has the right type but a wrong value, as Python's `ValueError`. */
export class ValueError extends RangeError {
  override readonly name: string = "ValueError";
  /** How to mend it; the last line of the message says it, too. */
  declare readonly hint: string | undefined;

  constructor(text: string = "", hint?: string) {
    super(withHint(text, hint));
    carryHint(this, hint);
  }
}

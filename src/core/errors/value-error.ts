import { carryHint, withHint } from "./with-hint.ts";

/** An argument has the right type but a wrong value, as Python's `ValueError`. */
export class ValueError extends RangeError {
  override readonly name: string = "ValueError";
  /** How to fix it. The last line of the message says the same. */
  declare readonly hint: string | undefined;

  constructor(text: string = "", hint?: string) {
    super(withHint(text, hint));
    carryHint(this, hint);
  }
}

import { withHint } from "./with-hint.ts";

/** An argument has the right type but a wrong value, as Python's `ValueError`. */
export class ValueError extends RangeError {
  override readonly name: string = "ValueError";

  constructor(text: string = "", hint?: string) {
    super(withHint(text, hint));
  }
}

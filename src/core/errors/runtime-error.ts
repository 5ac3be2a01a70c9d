import { carryHint, type ErrorSettings, withHint } from "./with-hint.ts";

/** The call is wrong at this moment, as Python's `RuntimeError`. Fix the caller; do not catch it. */
export class RuntimeError extends Error {
  override readonly name: string = "RuntimeError";
  /** How to fix it. The last line of the message says the same. */
  declare readonly hint: string | undefined;

  constructor(text: string = "", hint?: string, settings?: ErrorSettings) {
    super(withHint(text, hint), settings);
    carryHint(this, hint);
  }
}

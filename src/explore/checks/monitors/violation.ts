import { errorText } from "../../../core/errors/with-hint.ts";

/** An invariant of `always()` did not hold, or a condition of `eventually()` threw: ends the execution. */
export class Violation extends Error {
  override readonly name: string = "Violation";
  readonly check: "always" | "eventually";
  /** The error that was thrown. */
  readonly error: Error;

  constructor(check: "always" | "eventually", when: string, error: Error) {
    super(`${check}() does not hold: ${errorText(error) || error.name}\n  ${when}`);
    this.check = check;
    this.error = error;
  }
}

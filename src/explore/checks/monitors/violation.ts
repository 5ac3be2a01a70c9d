import { errorText } from "../../../core/errors/with-hint.ts";

/** What `always()` was given did not hold, or what `eventually()` was given threw: ends the execution. */
export class Violation extends Error {
  override readonly name: string = "Violation";
  readonly check: "always" | "eventually";
  /** What was thrown. */
  readonly error: Error;

  constructor(check: "always" | "eventually", when: string, error: Error) {
    super(`${check}() does not hold: ${errorText(error) || error.name}\n  ${when}`);
    this.check = check;
    this.error = error;
  }
}

import { describe } from "../../core/arguments/describe.ts";
import { ValueError } from "../../core/errors/value-error.ts";

/** A strategy chose an alternative that does not exist. The run ends, since it has no next step. */
export class InvalidChoiceError extends ValueError {
  readonly answer: unknown;
  /** How many alternatives there were. */
  readonly count: number;

  /** @param strategy - The name of the strategy, if it has one. */
  constructor(answer: unknown, count: number, strategy?: string) {
    const who = strategy === undefined ? "the strategy" : `strategy "${strategy}"`;
    super(
      `Cannot go on: ${who} chose ${describe(answer)} of ${count} alternatives`,
      `choose() has to return a whole number from 0 to ${count - 1}`,
    );
    this.answer = answer;
    this.count = count;
  }

  /** This error, with the name of the strategy. */
  of(strategy: string): InvalidChoiceError {
    return new InvalidChoiceError(this.answer, this.count, strategy);
  }
}

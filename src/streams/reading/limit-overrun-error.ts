import { carryHint, withHint } from "../../core/errors/with-hint.ts";

/**
 * The limit of a stream was reached while it was searched for a separator. All bytes are still in the stream.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-exceptions.html#asyncio.LimitOverrunError | asyncio.LimitOverrunError}
 */
export class LimitOverrunError extends Error {
  override readonly name: string = "LimitOverrunError";
  /** How many bytes can be read that hold no separator. */
  readonly consumed: number;
  /** How to fix it. The last line of the message says the same. */
  declare readonly hint: string | undefined;

  constructor(text: string, consumed: number, hint?: string) {
    super(withHint(text, hint));
    this.consumed = consumed;
    carryHint(this, hint);
  }
}

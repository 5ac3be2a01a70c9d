import { errorText } from "../../core/errors/with-hint.ts";
import { RuntimeError } from "../../core/errors/runtime-error.ts";
import { type StepLimitError } from "../../core/errors/step-limit-error.ts";

/** The first execution of an exploration met a limit, so nothing can be said about the body. */
export class InconclusiveError extends RuntimeError {
  override readonly name: string = "InconclusiveError";
  /** Loop time at which it stopped, in seconds. */
  readonly time: number;
  /** Names of the tasks that kept the loop busy, the busiest first. */
  readonly spinning: readonly string[];

  constructor(limit: StepLimitError) {
    super(
      `Cannot explore: the first execution is inconclusive\n  ${errorText(limit)}`,
      "end what runs for ever (cancel it when the body is done, for instance), or raise maxIterations or maxTime",
      { cause: limit },
    );
    this.time = limit.time;
    this.spinning = limit.spinning;
  }
}

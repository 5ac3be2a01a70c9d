import { textOf } from "../text-of.ts";
import { stackOfReason } from "./stack-of-reason.ts";
import { carryHint, withHint } from "./with-hint.ts";

/**
 * Something threw in a run on a virtual loop where nobody could catch it: in a timer, an immediate, a tick, a microtask or the listener
 * of an emitter. Node would have ended the process.
 *
 * @see {@link https://nodejs.org/api/process.html#event-uncaughtexception | process: uncaughtException}
 */
export class UncaughtExceptionError extends Error {
  override readonly name: string = "UncaughtExceptionError";
  declare readonly hint: string | undefined;
  /** What was thrown. */
  readonly reason: unknown;
  /** The name of the task in whose name it was thrown, if it was a task. */
  readonly task: string | undefined;

  /** @param text - What was thrown, in one line. */
  constructor(reason: unknown, text: string, task: string | undefined) {
    const hint = "catch it inside of the callback: nobody awaits a callback";
    const where = task === undefined ? "A callback" : `A callback of ${textOf(task)}`;
    super(withHint(`${where} threw, and nobody could catch it: ${textOf(text)}`, hint), { cause: reason });
    carryHint(this, hint);
    this.reason = reason;
    this.task = task;
    stackOfReason(this, reason);
  }
}

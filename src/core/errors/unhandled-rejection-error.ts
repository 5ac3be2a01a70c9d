import { textOf } from "../text-of.ts";
import { stackOfReason } from "./stack-of-reason.ts";
import { carryHint, withHint } from "./with-hint.ts";

/**
 * A native promise was rejected in a run on a virtual loop, and nobody had handled it at the end of the macrotask: Node would have
 * ended the process.
 *
 * @see {@link https://nodejs.org/api/process.html#event-unhandledrejection | process: unhandledRejection}
 */
export class UnhandledRejectionError extends Error {
  override readonly name: string = "UnhandledRejectionError";
  declare readonly hint: string | undefined;
  /** What the promise was rejected with. */
  readonly reason: unknown;
  /** The name of the task in whose name it was made, if it was a task. */
  readonly task: string | undefined;

  /** @param text - What was thrown, in one line. */
  constructor(reason: unknown, text: string, task: string | undefined) {
    const hint = "await the promise, or give it a catch(), before the macrotask ends in which it is rejected";
    const whose = task === undefined ? "A promise" : `A promise of ${textOf(task)}`;
    super(withHint(`${whose} was rejected, and nobody handles it: ${textOf(text)}`, hint), { cause: reason });
    carryHint(this, hint);
    this.reason = reason;
    this.task = task;
    stackOfReason(this, reason);
  }
}

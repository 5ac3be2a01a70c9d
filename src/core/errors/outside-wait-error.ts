import { RuntimeError } from "./runtime-error.ts";
import { type BlockedTask, blockedLines } from "./blocked-task.ts";

/** A task waits for something outside a virtual loop that was told to allow none (`io: "forbid"`). */
export class OutsideWaitError extends RuntimeError {
  override readonly name: string = "OutsideWaitError";
  readonly blocked: readonly BlockedTask[];

  constructor(time: number, blocked: readonly BlockedTask[]) {
    super(
      [`Cannot go on at t=${time} s: a task waits outside the loop`, ...blockedLines(blocked)].join("\n"),
      'put timers on loop time with fakeGlobals(), and fakes of the rest behind simulate(fake); outside of explore(): external(promise), or virtualLoop({ io: "wait" })',
    );
    this.blocked = blocked;
  }
}

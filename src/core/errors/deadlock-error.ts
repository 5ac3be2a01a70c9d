import { stackOfWaits } from "./stack-of-reason.ts";
import { seconds } from "../seconds.ts";
import { type BlockedTask, blockedLines } from "./blocked-task.ts";
import { carryHint, withHint } from "./with-hint.ts";

/**
 * Every task waits, nothing outside is outstanding and no timer is left to wake one: the run can never finish.
 *
 * Thrown by the virtual loop only. A real loop cannot tell a deadlock from a slow peer.
 */
export class DeadlockError extends Error {
  override readonly name: string = "DeadlockError";
  /** How to fix it. The last line of the message says the same. */
  declare readonly hint: string | undefined;
  /** Loop time at which the run stopped, in seconds. */
  readonly time: number;
  /** The wait-for chain, in order of task creation. */
  readonly blocked: readonly BlockedTask[];

  /** @param isDriven - Whether fake timers keep time from passing by itself. Default: no. */
  constructor(time: number, blocked: readonly BlockedTask[], isDriven = false) {
    const lines = blockedLines(blocked); // refuses what is no list
    const why = isDriven ? "fake timers hold the time" : "no timer is pending";
    const text = `Deadlock at t=${seconds(time)} s: ${blocked.length} task(s) wait and ${why}`;
    const hint = isDriven ? drivenHint : deadlockHint(blocked);
    super(withHint([text, ...lines].join("\n"), hint));
    carryHint(this, hint);
    this.time = time;
    this.blocked = blocked;
    stackOfWaits(this, blocked);
  }
}

const drivenHint = "advance them before you wait: await vi.advanceTimersByTimeAsync(ms), or call vi.useRealTimers()";

function deadlockHint(blocked: readonly BlockedTask[]): string {
  if (blocked.length === 0) return "nobody is left to call stop()";
  if (blocked.some(({ onNetwork }) => onNetwork === true)) {
    return "a connection whose other side never answers waits for ever, as on a real network: give the client a time-out";
  }
  if (blocked.some(({ onNative }) => onNative === true)) {
    return "if the promise is settled by something that Node does not show, wait for it with external(promise)";
  }
  return "look for a lock taken in two orders, or an event that nobody sets";
}

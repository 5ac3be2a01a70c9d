/** Options that every error of timeloom takes beside its text. */
interface ErrorSettings {
  /** The error that led to this one. */
  readonly cause?: unknown;
}

function withHint(text: string, hint: string | undefined): string {
  return hint === undefined ? text : `${text}\n  hint: ${hint}`;
}

/** The message of an error without the hint that timeloom adds below CPython's text. */
export function errorText(error: Error): string {
  const { message } = error;
  const end = message.indexOf("\n  hint: ");
  return end === -1 ? message : message.slice(0, end);
}

/**
 * A task or future was cancelled. Rethrow it after cleaning up: swallowing it hides the cancellation.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-exceptions.html#asyncio.CancelledError | asyncio.CancelledError}
 */
export class CancelledError extends Error {
  override readonly name: string = "CancelledError";
}

/** The call is wrong at this moment, as Python's `RuntimeError`. Fix the caller; do not catch it. */
export class RuntimeError extends Error {
  override readonly name: string = "RuntimeError";

  constructor(text: string = "", hint?: string, settings?: ErrorSettings) {
    super(withHint(text, hint), settings);
  }
}

/** An argument has the right type but a wrong value, as Python's `ValueError`. */
export class ValueError extends RangeError {
  override readonly name: string = "ValueError";

  constructor(text: string = "", hint?: string) {
    super(withHint(text, hint));
  }
}

/** An argument has the wrong type: JavaScript's own `TypeError`, with a hint. */
export function typeError(text: string, hint: string): TypeError {
  return new TypeError(withHint(text, hint));
}

/** A future or task is not in the state that the operation needs. */
export class InvalidStateError extends Error {
  override readonly name: string = "InvalidStateError";

  constructor(text: string = "", hint?: string) {
    super(withHint(text, hint));
  }
}

/** A deadline passed before the work was done. */
export class TimeoutError extends Error {
  override readonly name: string = "TimeoutError";

  constructor(text: string = "", settings?: ErrorSettings) {
    super(text, settings);
  }
}

/** `putNowait()` found the queue full. */
export class QueueFull extends Error {
  override readonly name: string = "QueueFull";
}

/** `getNowait()` found the queue empty. */
export class QueueEmpty extends Error {
  override readonly name: string = "QueueEmpty";
}

/** The queue was shut down: nothing more goes in, or nothing is left to take. */
export class QueueShutDown extends Error {
  override readonly name: string = "QueueShutDown";
}

/** The barrier was aborted, or reset while tasks waited at it. */
export class BrokenBarrierError extends RuntimeError {
  override readonly name: string = "BrokenBarrierError";
}

/** One task that can no longer make progress, and what it waits for. */
export interface BlockedTask {
  readonly task: string;
  /** The operation, for instance `Lock.acquire()`. */
  readonly waitsFor: string;
  /** The task that has to act first, where that is known. */
  readonly owner?: string | undefined;
  /** `file:line` of the wait, recorded in debug mode. */
  readonly place?: string | undefined;
}

/** Tasks that a message lists; the error holds them all. */
const mostListed = 30;

function blockedLines(all: readonly BlockedTask[]): string[] {
  const blocked = all.slice(0, mostListed);
  const width = Math.max(0, ...blocked.map(({ task }) => task.length));
  const more = all.length - blocked.length;
  const lines = blocked.map(({ task, waitsFor, owner, place }) => {
    const held = owner === undefined ? "" : `, held by ${owner}`;
    const at = place === undefined ? "" : `  (${place})`;
    return `  ${task.padEnd(width)}  waits for ${waitsFor}${held}${at}`;
  });
  return more === 0 ? lines : [...lines, `  … and ${more} more`];
}

function deadlockHint(blocked: readonly BlockedTask[]): string {
  if (blocked.length === 0) return "nobody is left to call stop()";
  if (blocked.some(({ waitsFor }) => waitsFor.includes("a native promise"))) {
    return "if the promise is settled by something that Node does not show, wait for it with external(promise)";
  }
  return "look for a lock taken in two orders, or an event that nobody sets";
}

/**
 * Every task waits, nothing outside is outstanding and no timer is left to wake one: the run can never finish.
 *
 * Thrown by the virtual loop only. A real loop cannot tell a deadlock from a slow peer.
 */
export class DeadlockError extends Error {
  override readonly name: string = "DeadlockError";
  /** Loop time at which the run stopped, in seconds. */
  readonly time: number;
  /** The wait-for chain, in order of task creation. */
  readonly blocked: readonly BlockedTask[];

  constructor(time: number, blocked: readonly BlockedTask[]) {
    super(
      [
        `Deadlock at t=${time} s: ${blocked.length} task(s) wait and no timer is pending`,
        ...blockedLines(blocked),
        `  hint: ${deadlockHint(blocked)}`,
      ].join("\n"),
    );
    this.time = time;
    this.blocked = blocked;
  }
}

/** A virtual loop ran into its budget: too many iterations, or too much virtual time. */
export class StepLimitError extends Error {
  override readonly name: string = "StepLimitError";
  /** Loop time at which the run stopped, in seconds. */
  readonly time: number;
  /** Names of the tasks that kept the loop busy, the busiest first. */
  readonly spinning: readonly string[];

  constructor(limit: string, time: number, spinning: readonly string[]) {
    const names = spinning.length === 0 ? "callbacks only" : spinning.join(", ");
    super(
      `The loop did not finish within ${limit} (stopped at t=${time} s)\n  spinning: ${names}\n` +
        "  hint: look for a loop that never ends, or raise maxIterations / maxTime of virtualLoop()",
    );
    this.time = time;
    this.spinning = spinning;
  }
}

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

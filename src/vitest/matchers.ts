import { asText } from "../core/arguments/as-text.ts";
import { isPrintableError } from "../core/errors/is-printable-error.ts";
import type { MatcherState } from "vitest";
import { runningLoop } from "../core/running-loop.ts";
import { CancelledError } from "../core/errors/cancelled-error.ts";
import { DeadlockError } from "../core/errors/deadlock-error.ts";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import { typeError } from "../core/errors/type-error.ts";
import { describe } from "../core/arguments/describe.ts";
import { hasSucceeded } from "../core/future-core.ts";
import { Future } from "../core/future.ts";
import type { Spawnable } from "../core/spawnable.ts";
import { Task } from "../core/task.ts";
import { run } from "../loop/runner.ts";
import { virtualLoop } from "../loop/virtual-loop.ts";
import { createTask } from "../tasks/create-task.ts";

/** The matchers that `timeloom/vitest` adds to vitest's `expect`. */
export const matchers = {
  /** It completes at loop time `seconds`. */
  async toCompleteAt(this: MatcherState, received: unknown, seconds: number): Promise<Matched> {
    requireSeconds("toCompleteAt", seconds);
    const { until, why } = await endingOf("toCompleteAt", received);
    return timed(named(received), `complete at t=${seconds} s`, "completed at t=", until, seconds, why);
  },

  /** It completes `seconds` of loop time after its beginning or, if it runs already, from now. */
  async toTakeSeconds(this: MatcherState, received: unknown, seconds: number): Promise<Matched> {
    requireSeconds("toTakeSeconds", seconds);
    const { from, until, why } = await endingOf("toTakeSeconds", received);
    return timed(named(received), `take ${seconds} s`, "took ", until - from, seconds, why);
  },

  /** The task or future was cancelled. */
  toBeCancelled(this: MatcherState, received: unknown): Matched {
    const future = requireFuture("toBeCancelled", received);
    return {
      pass: future.cancelled(),
      message: () => `expected ${named(future)} ${this.isNot ? "not " : ""}to be cancelled, but it ${stateOf(future)}`,
    };
  },

  /** The task or future is not done yet. */
  toBePending(this: MatcherState, received: unknown): Matched {
    const future = requireFuture("toBePending", received);
    return {
      pass: !future.done(),
      message: () => `expected ${named(future)} ${this.isNot ? "not " : ""}to be pending, but it ${stateOf(future)}`,
    };
  },

  /** The program, run on a virtual loop of its own, ends in a deadlock; `tasks` are among those that wait. */
  async toDeadlock(this: MatcherState, received: unknown, tasks: readonly string[] = []): Promise<Matched> {
    const error = await failureOf(received);
    if (!(error instanceof DeadlockError)) {
      return { pass: false, message: () => `expected ${named(received)} to deadlock, but it ${howItEnded(error)}` };
    }
    const waiting = error.blocked.map(({ task }) => task);
    const missing = tasks.filter((task) => !waiting.includes(task));
    if (missing.length === 0) {
      return { pass: true, message: () => `expected ${named(received)} not to deadlock\n${error.message}` };
    }
    return {
      pass: false,
      message: () => `expected ${missing.join(" and ")} to wait in the deadlock\n${error.message}`,
      actual: waiting,
      expected: tasks,
    };
  },
};

/** The result of a matcher, for vitest. */
export interface Matched {
  readonly pass: boolean;
  readonly message: () => string;
  readonly actual?: unknown;
  readonly expected?: unknown;
}

/** Seconds by which sums of decimal fractions may be off. */
const rounding = 1e-9;

/** How an awaitable ended, and when. */
interface Ending {
  readonly from: number;
  readonly until: number;
  /** Why it did not complete; undefined if it did. */
  readonly why: string | undefined;
}

function timed(
  what: string,
  wish: string,
  did: string,
  actual: number,
  expected: number,
  why: string | undefined,
): Matched {
  if (why !== undefined) return { pass: false, message: () => `expected ${what} to ${wish}, but it ${why}` };
  const pass = Math.abs(actual - expected) <= rounding;
  if (pass) return { pass, message: () => `expected ${what} not to ${wish}` };
  return { pass, message: () => `expected ${what} to ${wish}, but it ${did}${actual} s`, actual, expected };
}

/** Wait for `received`: in the running loop if there is one, on a virtual loop of its own otherwise. */
async function endingOf(matcher: string, received: unknown): Promise<Ending> {
  const loop = runningLoop();
  if (loop === undefined) {
    if (typeof received !== "function") {
      throw new RuntimeError(
        `${matcher}() cannot wait for ${describe(received)} outside of a loop`,
        "pass a function, which is run on a virtual loop, or use it in a test of timeloom/vitest",
      );
    }
    return await run(() => endingOf(matcher, received), { loopFactory: virtualLoop() });
  }
  if (received instanceof Future && received.done()) {
    const why = `${stateOf(received)} before`;
    return { from: loop.time(), until: loop.time(), why: `${why}\n  hint: expect(task).${matcher}(…) before it ends` };
  }
  const from = loop.time();
  let why: string | undefined;
  try {
    await (typeof received === "function"
      ? createTask(received as Spawnable<unknown>)
      : requireAwaitable(matcher, received));
  } catch (error) {
    why = `${error instanceof CancelledError ? "was cancelled" : `failed with ${shown(error)}`} at t=${loop.time()} s`;
  }
  return { from, until: loop.time(), why };
}

/**
 * The error with which a program ends on a virtual loop.
 *
 * @throws {RuntimeError} If a loop is running: a deadlock there would be one of all its tasks.
 */
async function failureOf(received: unknown): Promise<unknown> {
  if (typeof received !== "function") {
    throw typeError(`toDeadlock() needs a function, got ${describe(received)}`, "expect(() => main()).toDeadlock()");
  }
  if (runningLoop() !== undefined) {
    throw new RuntimeError(
      "toDeadlock() cannot be used in a running event loop",
      "it makes a loop of its own: use it in a test of vitest itself",
    );
  }
  try {
    await run(received as Spawnable<unknown>, { loopFactory: virtualLoop() });
    return undefined;
  } catch (error) {
    return error;
  }
}

function requireSeconds(matcher: string, seconds: unknown): void {
  if (typeof seconds === "number" && !Number.isNaN(seconds)) return;
  throw typeError(`${matcher}() needs a number of seconds, got ${describe(seconds)}`, `${matcher}(1.5)`);
}

function requireFuture(matcher: string, received: unknown): Future<unknown> {
  if (received instanceof Future) return received as Future<unknown>;
  throw typeError(`${matcher}() needs a task or a future, got ${describe(received)}`, "pass what createTask() returns");
}

function requireAwaitable(matcher: string, received: unknown): PromiseLike<unknown> {
  if (typeof received === "object" && received !== null && "then" in received) return received as PromiseLike<unknown>;
  throw typeError(`${matcher}() needs something to await, got ${describe(received)}`, "pass a task, or a function");
}

function named(received: unknown): string {
  if (received instanceof Task) return `task ${received.getName()}`;
  if (received instanceof Future) return "the future";
  if (typeof received === "function" && received.name !== "") return `${received.name}()`;
  return "the program";
}

function stateOf(future: Future<unknown>): string {
  if (future.cancelled()) return "was cancelled";
  if (hasSucceeded(future)) return "completed";
  if (future.done()) return `failed with ${shown(future.exception())}`;
  return future instanceof Task && future.cancelling() > 0
    ? "is still pending: it was asked to, and has not ended\n  hint: await it first"
    : "is still pending";
}

function howItEnded(error: unknown): string {
  return error === undefined ? "completed" : `failed with ${shown(error)}`;
}

function shown(error: unknown): string {
  return isPrintableError(error) ? `${error.name}: ${error.message}` : asText(error);
}

import { ValueError } from "../../core/errors/value-error.ts";
import { body } from "./body.ts";
import type { Check } from "./check.ts";
import { coroutineNeverAwaited } from "./coroutine-never-awaited.ts";
import { deadlock } from "./deadlock.ts";
import { exceptionNeverRetrieved } from "./exception-never-retrieved.ts";
import { heldLock } from "./held-lock.ts";
import { leakedTask } from "./leaked-task.ts";
import { leakedTimer } from "./leaked-timer.ts";
import { livelock } from "./livelock.ts";
import { alwaysCheck } from "./monitors/always.ts";
import { eventuallyCheck } from "./monitors/eventually.ts";
import { swallowedCancellation } from "./swallowed-cancellation.ts";
import { uncaughtException } from "./deaths/uncaught-exception.ts";
import { unhandledRejection } from "./deaths/unhandled-rejection.ts";

/** Every check, in the order of reporting: what broke first comes first. */
export const checks: readonly Check<CheckName>[] = [
  alwaysCheck,
  eventuallyCheck,
  deadlock,
  uncaughtException,
  unhandledRejection,
  body,
  livelock,
  coroutineNeverAwaited,
  exceptionNeverRetrieved,
  swallowedCancellation,
  heldLock,
  leakedTask,
  leakedTimer,
];

/** The name of a check. */
export type CheckName =
  | "always"
  | "body"
  | "coroutine-never-awaited"
  | "deadlock"
  | "eventually"
  | "exception-never-retrieved"
  | "held-lock"
  | "leaked-task"
  | "leaked-timer"
  | "livelock"
  | "swallowed-cancellation"
  | "uncaught-exception"
  | "unhandled-rejection";

/** The names of the checks that are made only on request, or in a sweep. */
export const askedChecks: readonly CheckName[] = checks.filter(({ when }) => when !== "always").map(({ name }) => name);

/** The names of the checks that sweeps make by default. */
export const sweepChecks: ReadonlySet<CheckName> = new Set(
  checks.filter(({ when }) => when === "in sweeps").map(({ name }) => name),
);

/**
 * The requested checks.
 *
 * @throws {ValueError} If there is no check of a name. The message says which.
 */
export function checksAsked(asked: readonly CheckName[] | "all"): ReadonlySet<CheckName> {
  if (asked === "all") return new Set(askedChecks);
  for (const name of asked) {
    if (checks.some((check) => check.name === name)) continue;
    throw new ValueError(
      `Invalid check: ${name}`,
      `use "all", or a list of ${askedChecks.map((each) => `"${each}"`).join(", ")}`,
    );
  }
  return new Set(asked);
}

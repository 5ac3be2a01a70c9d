import { isPrintableError } from "../../core/errors/is-printable-error.ts";
import { failureOf } from "../../core/future-core.ts";
import { placeIn } from "../../core/places.ts";
import type { Task } from "../../core/task.ts";
import { blockedTasks } from "../../loop/reports/blocked-tasks.ts";

/** How a step has left its task. */
export function outcomeOf(task: Task<unknown>): Outcome {
  if (task.cancelled()) return { kind: "cancelled", what: "" };
  const failure = failureOf(task);
  if (failure !== undefined) return { kind: "throws", what: isPrintableError(failure) ? failure.name : typeof failure };
  if (task.done()) return { kind: "returns", what: "" };
  const [blocked] = blockedTasks([task]);
  return { kind: "waits", what: blocked?.waitsFor ?? "" };
}

/** How a step left its task. */
export interface Outcome {
  readonly kind: "waits" | "returns" | "throws" | "cancelled";
  /** What the task waits for, or the name of the error. */
  readonly what: string;
}

/** `file:line` at which a step has left its task. */
export function placeOf(task: Task<unknown>): string | undefined {
  const failure = failureOf(task);
  if (isPrintableError(failure)) return placeIn(failure.stack ?? "");
  return task.done() ? undefined : task.getStack()[0];
}

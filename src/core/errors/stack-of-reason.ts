import { isOwnFrame } from "../../host/is-own-frame.ts";
import type { BlockedTask } from "./blocked-task.ts";
import { isPrintableError } from "./is-printable-error.ts";

/** Give `error` the stack frames of its reason: the place where the loop noticed it says nothing. */
export function stackOfReason(error: Error, reason: unknown): void {
  error.stack = [`${error.name}: ${error.message}`, ...framesOf(reason)].join("\n");
}

/** The lines of the stack of `error` below the message; none if it is no error, or has no text. */
export function framesOf(error: unknown): string[] {
  return isPrintableError(error) ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)) : [];
}

/**
 * Let the stack of `error` begin where its tasks wait, if that is known: the place where the loop noticed says nothing of the program.
 * timeloom's own frames are left out.
 */
export function stackOfWaits(error: Error, blocked: readonly BlockedTask[]): void {
  const waits = blocked.flatMap(({ place }) => frameAt(place));
  const rest = framesOf(error).filter((line) => !isOwnFrame(line));
  error.stack = [`${error.name}: ${error.message}`, ...waits, ...rest].join("\n");
}

/** `file:line` as the lines of a stack. */
export function frameAt(place: string | undefined): string[] {
  return place === undefined ? [] : [`    at ${place.replace(/^file:\/\//, "")}:1`];
}

import { textOf } from "../text-of.ts";
import { typeError } from "./type-error.ts";
import { visibleLine } from "../visible.ts";

/** One task that can no longer make progress, and what it waits for. */
export interface BlockedTask {
  readonly task: string;
  /** The operation, for instance `Lock.acquire()`. */
  readonly waitsFor: string;
  /** Whether it waits for a promise that the loop does not know. */
  readonly onNative?: true | undefined;
  /** Whether its loop has used sockets of Node on the simulated network, so that the promise may be one of theirs. */
  readonly onNetwork?: true | undefined;
  /** The task that has to act first, if known. */
  readonly owner?: string | undefined;
  /** `file:line` of the wait, recorded in debug mode. */
  readonly place?: string | undefined;
}

/** How many tasks a message lists at most. The error holds all of them. */
const mostListed = 30;

/** One line per task: what it waits for. */
export function blockedLines(all: readonly BlockedTask[]): string[] {
  if (!Array.isArray(all) || !all.every(isBlocked)) {
    throw typeError(
      `blocked must be a list of tasks, got ${textOf(all)}`,
      'pass [{ task: "a", waitsFor: "Lock.acquire()" }]',
    );
  }
  const blocked = all.slice(0, mostListed).map((each) => ({ ...each, task: visibleLine(each.task) }));
  const width = Math.max(0, ...blocked.map(({ task }) => task.length));
  const more = all.length - blocked.length;
  const lines = blocked.map(({ task, waitsFor, owner, place }) => {
    const held = owner === undefined ? "" : `, held by ${visibleLine(owner)}`;
    const at = place === undefined ? "" : `  (${visibleLine(place)})`;
    return `  ${task.padEnd(width)}  waits for ${visibleLine(waitsFor)}${held}${at}`;
  });
  return more === 0 ? lines : [...lines, `  … and ${more} more`];
}

function isBlocked(value: unknown): boolean {
  return typeof value === "object" && value !== null && "task" in value && typeof value.task === "string";
}

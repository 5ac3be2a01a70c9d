import type { Step } from "../explore/trace.ts";
import { ownerOf } from "./naming.ts";
import type { Marked } from "./timeline.ts";

/** A row of the timeline: a step, or steps that are left out. */
export type Row = { readonly kind: "step"; readonly at: number } | { readonly kind: "gap"; readonly steps: number };

/** Steps that the reader must see: the deviations and what they overtook, the conflicts, and the end. */
function pointedOut(steps: readonly Step[], { first, overtaken, accesses }: Marked): Set<number> {
  const marked = new Set([...first.keys(), ...overtaken.keys(), ...accesses.keys()]);
  const thrown = steps.findLastIndex(({ outcome }) => outcome?.kind === "throws");
  const last = steps.findLastIndex(({ kind }) => kind === "task");
  if (thrown !== -1) marked.add(thrown);
  if (last !== -1) marked.add(last);
  return marked;
}

/** The tasks that get a column, in order of their first step: those that are pointed out, then those nearest to the end. */
export function chosenColumns(
  steps: readonly Step[],
  marked: Marked,
  most: number,
): { readonly paths: string[]; readonly hidden: string[] } {
  const all = [...new Set(steps.filter(({ kind }) => kind !== "clock").map(ownerOf))];
  if (all.length <= most) return { paths: all, hidden: [] };
  const at = [...pointedOut(steps, marked)].toSorted((one, other) => one - other);
  const fromEnd = steps.toReversed().filter(({ kind }) => kind === "task");
  const wanted = [...at.flatMap((index) => steps[index] ?? []), ...fromEnd].map(ownerOf);
  const kept = new Set([...new Set(wanted)].slice(0, most));
  return { paths: all.filter((path) => kept.has(path)), hidden: all.filter((path) => !kept.has(path)) };
}

/** At most `most` rows: what is pointed out and as much of what is near it as there is room for. */
export function windowOf(steps: readonly Step[], marked: Marked, columns: ReadonlySet<string>, most: number): Row[] {
  const must = pointedOut(steps, marked);
  const candidates = steps.flatMap((step, at) => {
    // A timer or a callback that only wakes a task says nothing that the task's own step does not.
    const shown = step.kind === "task" || must.has(at);
    return shown && (columns.has(ownerOf(step)) || step.kind === "clock") ? [at] : [];
  });
  const tasks = steps.filter(({ kind }) => kind === "task").length;
  for (let reach = candidates.length; reach > 0; reach = Math.min(reach - 1, Math.floor(reach * 0.9))) {
    const rows = rowsOf(steps, near(candidates, must, reach), tasks);
    if (rows.length <= most) return rows;
  }
  const kept = candidates.filter((at) => must.has(at));
  const half = Math.max(1, Math.floor((most - 4) / 4));
  const few = kept.length <= 2 * half ? kept : [...kept.slice(0, half), ...kept.slice(-half)];
  return rowsOf(steps, few, tasks);
}

/** The candidates that are at most `reach` rows before, or half as many after, one that is pointed out. */
function near(candidates: readonly number[], must: ReadonlySet<number>, reach: number): number[] {
  const positions = candidates.flatMap((at, position) => (must.has(at) ? [position] : []));
  return candidates.filter((_, position) =>
    positions.some((other) => other - position < reach && position - other < Math.max(1, reach / 2)),
  );
}

function rowsOf(steps: readonly Step[], shown: readonly number[], tasks: number): Row[] {
  const rows: Row[] = [];
  let last = -1;
  let seen = 0;
  for (const at of shown) {
    const missing = taskSteps(steps, last + 1, at);
    if (missing > 0) rows.push({ kind: "gap", steps: missing });
    rows.push({ kind: "step", at });
    seen += missing + (steps[at]?.kind === "task" ? 1 : 0);
    last = at;
  }
  if (tasks > seen) rows.push({ kind: "gap", steps: tasks - seen });
  return rows;
}

function taskSteps(steps: readonly Step[], from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (steps[at]?.kind === "task") count += 1;
  return count;
}

import { isHostLane } from "../run-lanes.ts";
import type { MarkedSteps } from "./marked-steps.ts";
import type { ShownStep } from "./shown-steps.ts";

/** At most `most` rows: the steps that are pointed out, and as many steps near them as there is room for. */
export function rowWindow(
  steps: readonly ShownStep[],
  marked: MarkedSteps,
  columns: ReadonlySet<string>,
  most: number,
  areAlike: (a: number, b: number) => boolean,
): Row[] {
  const must = pointedOut(steps, marked);
  const candidates = steps.flatMap((step, at) => {
    const shown = step.isTold || must.has(at);
    return shown && (columns.has(step.column) || step.kind === "clock") ? [at] : [];
  });
  const groups = grouped(candidates, areAlike);
  const isTold = groups.map((group) => group.some((at) => must.has(at)));
  for (let reach = groups.length; reach > 0; reach = Math.min(reach - 1, Math.floor(reach * 0.9))) {
    const rows = rowsOf(steps, near(groups, isTold, reach));
    if (rows.length <= most) return rows;
  }
  const kept = groups.filter((_, i) => isTold[i]);
  const half = Math.max(1, Math.floor((most - 3) / 4));
  return rowsOf(steps, kept.length <= 2 * half ? kept : [...kept.slice(0, half), ...kept.slice(-half)]);
}

/** A row of the timeline: a step, with equal steps that follow, or a gap for steps that are left out. */
export type Row =
  | { readonly kind: "step"; readonly at: number; readonly count: number }
  | { readonly kind: "gap"; readonly steps: number };

/** Steps that the reader must see: the deviations and what they overtook, the conflicts, what happens to hosts, and the end. */
function pointedOut(steps: readonly ShownStep[], { first, overtaken, accesses }: MarkedSteps): Set<number> {
  const marked = new Set([...first.keys(), ...overtaken.keys(), ...accesses.keys()]);
  const thrown = steps.findLastIndex(({ outcome }) => outcome?.kind === "throws");
  const last = steps.findLastIndex(({ kind }) => kind === "task");
  steps.forEach(({ path }, at) => isHostLane(path) && marked.add(at));
  if (thrown !== -1) marked.add(thrown);
  if (last !== -1) marked.add(last);
  return marked;
}

/** How many other tasks are shown where there is no room for all. */
const others = 4;

/** The tasks that get a column: all if they fit, or the tasks that are pointed out and a few that run late. */
export function chosenColumns(
  steps: readonly ShownStep[],
  inOrder: (paths: ReadonlySet<string>) => string[],
  marked: MarkedSteps,
  most: number,
): { readonly paths: string[]; readonly hidden: string[] } {
  const found = new Set(steps.filter(({ kind }) => kind !== "clock").map(({ column }) => column));
  const all = inOrder(found);
  if (all.length <= most) return { paths: all, hidden: [] };
  const pointed = [...pointedOut(steps, marked)].toSorted((a, b) => a - b).flatMap((at) => steps[at] ?? []);
  const late = steps.toReversed().filter(({ kind }) => kind === "task");
  const needed = new Set(pointed.map(({ column }) => column));
  const size = Math.min(most, Math.max(needed.size, others));
  const kept = new Set([...new Set([...needed, ...late.map(({ column }) => column)])].slice(0, size));
  return { paths: all.filter((path) => kept.has(path)), hidden: all.filter((path) => !kept.has(path)) };
}

/** Steps that follow each other and look the same share a row. */
function grouped(candidates: readonly number[], areAlike: (a: number, b: number) => boolean): number[][] {
  const groups: number[][] = [];
  for (const at of candidates) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && areAlike(last, at)) group.push(at);
    else groups.push([at]);
  }
  return groups;
}

/** The groups that are less than `reach` rows before, or half as many after, a group that is pointed out. */
function near(groups: readonly number[][], isTold: readonly boolean[], reach: number): number[][] {
  const before = isTold.map(() => Infinity); // rows since the last pointed-out one
  const after = isTold.map(() => Infinity);
  isTold.forEach((is, i) => (before[i] = is ? 0 : (before[i - 1] ?? Infinity) + 1));
  for (let i = isTold.length - 1; i >= 0; i--) after[i] = isTold[i] === true ? 0 : (after[i + 1] ?? Infinity) + 1;
  return groups.filter((_, i) => (after[i] ?? 0) < reach || (before[i] ?? 0) < Math.max(1, reach / 2));
}

function rowsOf(steps: readonly ShownStep[], groups: readonly (readonly number[])[]): Row[] {
  const rows: Row[] = [];
  let next = 0;
  const gap = (to: number): void => {
    const missing = steps.slice(next, to).filter(({ kind }) => kind === "task").length;
    if (missing > 0) rows.push({ kind: "gap", steps: missing });
  };
  for (const group of groups) {
    const [at = 0] = group;
    gap(at);
    rows.push({ kind: "step", at, count: group.length });
    next = (group.at(-1) ?? at) + 1;
  }
  gap(steps.length);
  return rows;
}

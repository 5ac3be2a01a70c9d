import type { Sequence, Step } from "./sequence.ts";

/** What must be tried at a place, the first first. */
export type WakeupTree = Branch[];

/** A branch of a wakeup tree: a step, and what must be tried after it. */
interface Branch {
  readonly step: Step;
  readonly branches: Branch[];
  /** What seems to be covered by trying the step, as far as it is known what the step touches here. */
  left: Left[] | undefined;
}

/** A sequence that was left to a step of a wakeup tree, and the place at which it was to be tried. */
export interface Left {
  readonly at: number;
  readonly sequence: Sequence;
}

/**
 * Insert `sequence` into a wakeup tree, unless what is in it covers the sequence. What is left to a step must be tried again once that was
 * taken: it may touch something else here, and who sleeps may be independent of it, but not of what was left.
 *
 * @param at - The index of the place.
 * @see {@link https://doi.org/10.1145/2535838.2535845 | Abdulla, Aronis, Jonsson, Sagonas: Optimal dynamic partial order reduction, POPL 2014}
 */
export function insert(tree: WakeupTree, sequence: Sequence, common: number, at: number): void {
  let branches = tree;
  const whole = tree.length === 0 ? undefined : sequence.copy();
  while (!sequence.isEmpty) {
    const next = branches.find(({ step }) => sequence.mayBeginWith(step, common));
    if (next === undefined) {
      for (const step of sequence.steps) {
        const branch: Branch = { step, branches: [], left: undefined };
        branches.push(branch);
        branches = branch.branches;
      }
      return;
    }
    if (next.branches.length === 0) {
      if (whole !== undefined) (next.left ??= []).push({ at, sequence: whole });
      return;
    }
    sequence.drop(next.step.actor);
    branches = next.branches;
  }
}

/**
 * Leave out the sequences that can begin with `step`, which is taken at this place now: whatever begins like them is tried behind it.
 * When they were inserted, nobody knew what it touches here.
 *
 * A sequence without a step of this actor stays: others may have been left to it.
 *
 * @param common - See `Footprint.mayConflictWith()`.
 * @returns what was left to those that were left out
 */
export function leaveOut(tree: WakeupTree, step: Step, common: number): Left[] {
  const left: Left[] = [];
  const kept = tree.filter((branch) => {
    if (branch.step.actor === step.actor) {
      collect(branch, left);
      return false;
    }
    if (branch.branches.length === 0 || branch.step.footprint.mayConflictWith(step.footprint, common)) return true;
    left.push(...leaveOut(branch.branches, step, common));
    return branch.branches.length > 0;
  });
  if (kept.length < tree.length) tree.splice(0, Infinity, ...kept);
  return left;
}

function collect(branch: Branch, left: Left[]): void {
  left.push(...(branch.left ?? []));
  for (const each of branch.branches) collect(each, left);
}

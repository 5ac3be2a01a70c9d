import type { Sequence, Step } from "./sequence.ts";

/** What must be tried at a place, the first first. */
export type WakeupTree = Branch[];

/** A branch of a wakeup tree: a step, and what must be tried after it. */
interface Branch {
  readonly step: Step;
  readonly branches: Branch[];
  /** What seems to be covered by trying the step, as far as it is known what the step touches here. */
  left: Sequence[] | undefined;
}

/**
 * Insert `sequence` into a wakeup tree, unless what is in it covers the sequence. What is left to a step that may touch something else here
 * must be tried again once that is known.
 *
 * @see {@link https://doi.org/10.1145/2535838.2535845 | Abdulla, Aronis, Jonsson, Sagonas: Optimal dynamic partial order reduction, POPL 2014}
 */
export function insert(tree: WakeupTree, sequence: Sequence, common: number): void {
  let branches = tree;
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
      if (next.step.mayDiffer === true) (next.left ??= []).push(sequence.copy());
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
 */
export function leaveOut(tree: WakeupTree, step: Step, common: number): void {
  if (tree.length === 0) return;
  const left = tree.filter((branch) => {
    if (branch.step.actor === step.actor) return false;
    if (branch.branches.length === 0 || branch.step.footprint.mayConflictWith(step.footprint, common)) return true;
    leaveOut(branch.branches, step, common);
    return branch.branches.length > 0;
  });
  tree.splice(0, Infinity, ...left);
}

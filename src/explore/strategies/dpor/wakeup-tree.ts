import type { Sequence, Step } from "./sequence.ts";

/** What must be tried at a place, the first first. */
export type WakeupTree = Branch[];

/** A branch of a wakeup tree: a step, and what must be tried after it. */
interface Branch {
  readonly step: Step;
  readonly branches: Branch[];
  /** What seems to be covered by trying the step, as far as it is known what the step touches here. */
  deferred: Deferred[] | undefined;
}

/** A sequence that was left to a step of a wakeup tree, and the place at which it was to be tried. */
export interface Deferred {
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
  let rest = sequence;
  while (!rest.isEmpty) {
    const begun = rest;
    const next = branches.find(({ step }) => begun.mayBeginWith(step, common));
    if (next === undefined) {
      branches.push(...branchOf(rest.steps));
      return;
    }
    rest = rest.without(next.step.actor);
    if (next.branches.length === 0) {
      if (!rest.isEmpty) defer(next, sequence, at);
      return;
    }
    branches = next.branches;
  }
}

/** Leave a sequence to a branch, unless one like it is. */
function defer(branch: Branch, sequence: Sequence, at: number): void {
  branch.deferred ??= [];
  if (branch.deferred.some((other) => other.at === at && other.sequence.equals(sequence))) return;
  branch.deferred.push({ at, sequence: sequence.copy() });
}

/** The tree of one sequence. */
function branchOf(steps: readonly Step[]): WakeupTree {
  let branches: WakeupTree = [];
  for (let at = steps.length - 1; at >= 0; at--) {
    branches = [{ step: steps[at] as Step, branches, deferred: undefined }]; // as long as it is: to push would take room for 17
  }
  return branches;
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
export function leaveOut(tree: WakeupTree, step: Step, common: number): readonly Deferred[] {
  if (tree.length === 0) return none;
  const deferred: Deferred[] = [];
  const kept = tree.filter((branch) => {
    if (branch.step.actor === step.actor) {
      collect(branch, deferred);
      return false;
    }
    if (branch.branches.length === 0 || branch.step.footprint.mayConflictWith(step.footprint, common)) return true;
    deferred.push(...leaveOut(branch.branches, step, common));
    return branch.branches.length > 0;
  });
  tree.splice(0, Infinity, ...kept);
  return deferred;
}

/** Of most places, for which a list of their own takes too long. */
export const none: readonly Deferred[] = [];

function collect(branch: Branch, deferred: Deferred[]): void {
  deferred.push(...(branch.deferred ?? none));
  for (const each of branch.branches) collect(each, deferred);
}

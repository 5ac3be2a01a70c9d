import { fakeGlobals } from "timeloom/testing";
import { compare, type Divergence, render } from "./compare.ts";
import { freshRecords } from "./fresh-records.ts";
import type { Options } from "./options.ts";
import type { SetName } from "./programs/kinds.ts";
import { recordsHere } from "./records.ts";
import { modes, runVirtually } from "./run-virtually.ts";

/**
 * Runs programs on virtual loops, in each of the modes, and compares the order of what happens with that of Node.
 *
 * @returns how many programs differ, over all modes
 */
export async function nodeOrder(
  { sets, fresh, seed = Date.now() % 1_000_000 }: Options,
  print: (text: string) => void,
): Promise<number> {
  const cases: Case[] = [];
  for (const set of sets) {
    const share = Math.ceil((fresh ?? 0) / sets.length);
    const records = fresh === undefined ? recordsHere(set) : await freshRecords(set, share, seed, print);
    cases.push(...records.map(({ seed: of, log }) => ({ set, seed: of, log })));
  }
  return compareAll(cases, print);
}

/** A program, and what Node does with it. */
export interface Case {
  readonly set: SetName;
  readonly seed: number;
  readonly log: readonly string[];
}

/** @returns how many of `cases` differ, over all modes */
export async function compareAll(cases: readonly Case[], print: (text: string) => void): Promise<number> {
  using _ = fakeGlobals();
  let differing = 0;
  for (const mode of modes) {
    const found: { readonly title: string; readonly divergence: Divergence }[] = [];
    for (const { set, seed, log } of cases) {
      const divergence = compare(log, (await runVirtually(mode, set, seed)).log);
      if (divergence !== undefined) found.push({ title: `${set} ${seed}`, divergence });
    }
    print(`${mode}: ${cases.length} programs, ${found.length} differ`);
    const [first] = found;
    if (first !== undefined) print(render(first.title, first.divergence));
    differing += found.length;
  }
  return differing;
}

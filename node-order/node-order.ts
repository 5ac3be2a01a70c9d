import { fakeGlobals } from "timeloom/testing";
import { compare, type Divergence, render } from "./compare.ts";
import type { Options } from "./options.ts";
import { isLucky } from "./programs/is-lucky.ts";
import type { SetName } from "./programs/kinds.ts";
import { type Observed, runOnNode } from "./real/run-on-node.ts";
import { type NodeRecord, recordsHere } from "./records.ts";
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
    const records = fresh === undefined ? recordsHere(set) : await freshRecords(set, fresh, seed, print);
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

/** New programs whose order is not luck, with the logs of this Node. */
async function freshRecords(
  set: SetName,
  count: number,
  first: number,
  print: (text: string) => void,
): Promise<NodeRecord[]> {
  const seeds = await seedsWithoutLuck(set, count, first);
  const records = certain(await runOnNode(set, seeds, [process.execPath]));
  const kept: NodeRecord[] = [];
  for (const record of records) if (await isConfirmed(set, record)) kept.push(record);
  print(`${set}: ${seeds.length} programs from seed ${first}, of which ${kept.length} do the same each time on Node`);
  return kept;
}

function certain(observed: readonly Observed[]): NodeRecord[] {
  return observed.flatMap(({ seed, logs: [log] }) => (log === undefined ? [] : [{ seed, log }]));
}

/** Whether a program does the same here, or once more on a Node that no other process disturbs. */
async function isConfirmed(set: SetName, { seed, log }: NodeRecord): Promise<boolean> {
  if (compare(log, await virtualLog(set, seed)) === undefined) return true;
  const [again] = certain(await runOnNode(set, [seed], [process.execPath], 1));
  return again !== undefined && compare(log, again.log) === undefined;
}

async function virtualLog(set: SetName, seed: number): Promise<readonly string[]> {
  using _ = fakeGlobals();
  return (await runVirtually("forbid", set, seed)).log;
}

/** The first `count` seeds from `first` whose programs do the same on every machine. */
export async function seedsWithoutLuck(set: SetName, count: number, first: number): Promise<number[]> {
  using _ = fakeGlobals();
  const seeds: number[] = [];
  for (let seed = first; seeds.length < count; seed++) {
    if (!isLucky((await runVirtually("forbid", set, seed)).appointments)) seeds.push(seed);
  }
  return seeds;
}

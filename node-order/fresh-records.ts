import { fakeGlobals } from "timeloom/testing";
import { compare } from "./compare.ts";
import { isLucky } from "./programs/is-lucky.ts";
import type { SetName } from "./programs/kinds.ts";
import { type Observed, runOnNode } from "./real/run-on-node.ts";
import type { NodeRecord } from "./records.ts";
import { runVirtually } from "./run-virtually.ts";

/** New programs whose order is not luck, with the logs of this Node. */
export async function freshRecords(
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

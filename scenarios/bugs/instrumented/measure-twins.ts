import { argv, cpuUsage } from "node:process";
import { type Claim, dpor } from "timeloom/testing";
import type { Bug } from "../bug.ts";
import { survive, type Survived } from "../hunt.ts";
import { bugs } from "../index.ts";

// A program of its own, since hooks of Node change every module that is loaded after them.

/** How the search of a twin by `dpor()` has ended, and what an execution costs. */
export interface MeasuredTwin {
  readonly id: string;
  readonly executions: number;
  readonly claim: Claim;
  /** What failed, which means that the twin or the search is wrong. */
  readonly failure: string | undefined;
  /** Processor time of one execution, in microseconds. */
  readonly perExecutionUs: number;
}

const [mode, most = "", ids = ""] = argv.slice(2);
const settings = { allDeclared: mode === "declared" };

const measured = ids.split(",").flatMap((id) => bugs.filter((each) => each.id === id));
const searches = new Map<Bug, Survived>();
for (const bug of measured) searches.set(bug, await survive(bug.fixed, dpor(settings), Number(most), bug));
for (const [bug, { executions, claim, failure }] of searches) {
  const twin: MeasuredTwin = { id: bug.id, executions, claim, failure, perExecutionUs: await costOf(bug) };
  console.log(JSON.stringify(twin));
}

/** The best of five rounds, once all searches have been run and the engine is warm: others were in the way of the rest. */
async function costOf(bug: Bug): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < 5; round++) rounds.push(await costOfRound(bug));
  return Math.min(...rounds);
}

/** Searches that are repeated until a tenth of a second of processor time is used. */
async function costOfRound(bug: Bug): Promise<number> {
  let executions = 0;
  let spentUs = 0;
  while (spentUs < 100_000) {
    const begun = cpuUsage();
    executions += (await survive(bug.fixed, dpor(settings), 500, bug)).executions;
    const { user, system } = cpuUsage(begun);
    spentUs += user + system;
  }
  return spentUs / executions;
}

import { argv, cpuUsage } from "node:process";
import { type Claim, dpor } from "timeloom/testing";
import type { Bug } from "../bug.ts";
import { survive } from "../hunt.ts";
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

for (const id of ids.split(",")) {
  const bug = bugs.find((each) => each.id === id);
  if (bug !== undefined) console.log(JSON.stringify(await measure(bug)));
}

async function measure(bug: Bug): Promise<MeasuredTwin> {
  const { executions, claim, failure } = await survive(bug.fixed, dpor(settings), Number(most), bug);
  return { id: bug.id, executions, claim, failure, perExecutionUs: await costOf(bug) };
}

/** Searches that are repeated until a tenth of a second of processor time is used, after the engine is warm. */
async function costOf(bug: Bug): Promise<number> {
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

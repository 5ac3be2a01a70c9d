import type { Level } from "timeloom/testing";
import { logOnRealLoop } from "./on-real-loop.ts";
import { describeProgram, makeProgram, type Program } from "./programs/make-program.ts";
import { executionOf } from "./search/execution-of.ts";

/**
 * Runs random programs on the real loop, one after the other, and looks for what each does among the executions of `explore()`.
 *
 * @returns how many do what is not found there, and do it again
 */
export async function realOrder(seeds: readonly number[], print: (text: string) => void): Promise<number> {
  const verdicts: Verdict[] = [];
  for (const seed of seeds) {
    const program = makeProgram(seed);
    // oxlint-disable-next-line no-await-in-loop -- programs that run at once would disturb each other
    const log = await logOnRealLoop(program);
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const verdict = (await levelOf(log, program)) ?? (await again(log, program));
    verdicts.push(verdict);
    if (verdict !== "outside") continue;
    print(`outside: seed ${seed}\n  program  ${describeProgram(program)}\n  log      ${log.join(" | ")}`);
  }
  const count = (of: Verdict): number => verdicts.filter((verdict) => verdict === of).length;
  print(`found: ${levels.map((level) => `${count(level)} at ${level}`).join(", ")}; ${count("once")} seen once only`);
  print(`${seeds.length} programs, ${count("outside")} outside`);
  return count("outside");
}

/** The lowest level at which a program does the same, or, if none is found, whether the real loop does it again. */
type Verdict = Level | "outside" | "once";

/** The lowest level at which `explore()` does what the real loop has done. */
async function levelOf(log: readonly string[], program: Program): Promise<Level | undefined> {
  for (const level of levels) {
    // oxlint-disable-next-line no-await-in-loop -- the lowest is wanted
    if ((await executionOf(log, program, level, mostExecutions)) !== undefined) return level;
  }
  return undefined;
}

/** What does not happen again was the machine: it held the loop up at one of very few places. */
async function again(log: readonly string[], program: Program): Promise<"outside" | "once"> {
  const text = log.join();
  for (let runs = 0; runs < mostRuns; runs++) {
    // oxlint-disable-next-line no-await-in-loop -- one run after the other
    if ((await logOnRealLoop(program)).join() === text) return "outside";
  }
  return "once";
}

const levels = ["env", "jitter"] as const;
const mostExecutions = 3_000;
const mostRuns = 30;

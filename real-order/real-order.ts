import type { Level } from "timeloom/testing";
import { logOnRealLoop } from "./on-real-loop.ts";
import { describeProgram, makeProgram, type Program } from "./programs/make-program.ts";
import { executionOf } from "./search/execution-of.ts";

/**
 * Runs random programs on the real loop, one after the other, and looks for what each does among the executions of `explore()`.
 *
 * @returns how many do what is not found there
 */
export async function realOrder(seeds: readonly number[], print: (text: string) => void): Promise<number> {
  const found: Record<Level | "none", number> = { fifo: 0, env: 0, jitter: 0, "any-order": 0, none: 0 };
  for (const seed of seeds) {
    const program = makeProgram(seed);
    // oxlint-disable-next-line no-await-in-loop -- programs that run at once would disturb each other
    const log = await logOnRealLoop(program);
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const level = await levelOf(log, program);
    found[level ?? "none"] += 1;
    if (level === undefined) {
      print(`outside: seed ${seed}\n  program  ${describeProgram(program)}\n  log      ${log.join(" | ")}`);
    }
  }
  print(`found: ${levels.map((level) => `${found[level]} at ${level}`).join(", ")}`);
  print(`${seeds.length} programs, ${found.none} outside`);
  return found.none;
}

/** The lowest level at which `explore()` does what the real loop has done. */
async function levelOf(log: readonly string[], program: Program): Promise<Level | undefined> {
  for (const level of levels) {
    // oxlint-disable-next-line no-await-in-loop -- the lowest is wanted
    if ((await executionOf(log, program, level, mostExecutions)) !== undefined) return level;
  }
  return undefined;
}

const levels = ["env", "jitter"] as const;
const mostExecutions = 3_000;

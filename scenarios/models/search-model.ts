import { Executions } from "#explore/execution/executions";
import { ExecutionLog } from "#explore/self-checks/execution-log";
import { fakeGlobals, formatSchedule, random, simulateNetwork, type World } from "timeloom/testing";
import type { Program } from "../bugs/bug.ts";
import { hunt, shrunkOf } from "../bugs/hunt.ts";

/** Run `work` with the globals and the network of Node simulated, as some models need it. */
export async function simulated<T>(work: () => Promise<T>): Promise<T> {
  const globals = fakeGlobals({ random: true });
  const net = simulateNetwork();
  try {
    return await work();
  } finally {
    net.restore();
    globals.restore();
  }
}

/** Search for a mistake, and shrink what is found. @returns undefined if it is not found within `most` executions */
export async function findMistake(
  program: Program,
  world: World,
  seed: number,
  most: number,
): Promise<Found | undefined> {
  const hunted = await hunt(program, random(), seed, most, { level: "env", world, maxIterations });
  const shrunk = await shrunkOf(hunted, seed);
  if (hunted.found === undefined || shrunk === undefined) return undefined;
  const faults = shrunk.schedule.split(",").filter((deviation) => !/=.*@|=late\./.test(deviation)).length;
  return { ...shrunk, execution: hunted.found, message: hunted.verdict?.failure?.message ?? "", faults };
}

/** A mistake that was found. */
export interface Found {
  /** The execution that failed first. */
  readonly execution: number;
  readonly message: string;
  /** Of the shrunk schedule: how many deviations it has, and how many of them are no changes of order. */
  readonly deviations: number;
  readonly faults: number;
  readonly schedule: string;
  /** How many of ten replays failed again. */
  readonly reproduced: number;
}

/** Run a program in so many random executions, each of them twice. */
export async function survives(program: Program, world: World, seeds: number): Promise<Survival> {
  const bounds = { seed: 0, maxIterations, maxTime: 1_000_000, checks: new Set<never>(), world };
  const executions = new Executions(program, bounds);
  const [search, again] = [random()({ seed: 0, level: "env" }), random()({ seed: 0, level: "env" })];
  let inconclusive = 0;
  for (let seed = 0; seed < seeds; seed++) {
    const traces: string[] = [];
    for (const each of [search, again]) {
      const strategy = each.next();
      if (strategy === undefined) throw new RangeError("The search is at its end");
      const log = new ExecutionLog();
      const verdict = await executions.run("env", strategy, { probe: log });
      log.close(verdict);
      each.ended(verdict);
      traces.push(log.hash);
      if (verdict.kind === "failed") {
        const { schedule } = await executions.locate("env", verdict.taken);
        const text = `execution ${seed}: ${verdict.failure?.message}\n  ${formatSchedule(schedule)}`;
        return { seeds: seed, failure: text, differs: false, inconclusive, faults: executions.faults };
      }
      if (verdict.kind === "inconclusive") inconclusive += 1;
    }
    if (traces[0] !== traces[1]) {
      return { seeds: seed, failure: undefined, differs: true, inconclusive, faults: executions.faults };
    }
  }
  return { seeds, failure: undefined, differs: false, inconclusive, faults: executions.faults };
}

/** A member of a system goes on for ever: a search ends an execution that has gone on for long. */
const maxIterations = 100_000;

/** How a correct program has fared. */
export interface Survival {
  /** Executions that passed, each twice. */
  readonly seeds: number;
  readonly failure: string | undefined;
  /** Whether an execution and its repetition differ. */
  readonly differs: boolean;
  readonly inconclusive: number;
  readonly faults: ReadonlyMap<string, number> | undefined;
}

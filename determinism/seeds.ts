import { run } from "timeloom";
import { fifo, type Level, pct, random, type Strategy, virtualLoop } from "timeloom/testing";
import type { Program } from "../conformance/program.ts";
import { runProgram } from "../conformance/interpreter/run-program.ts";
import { styleOf } from "../conformance/interpreter/styles.ts";
import type { Bug } from "../scenarios/bugs/bug.ts";
import type { Repeatable } from "./repeat.ts";
import { stepsOfLoop } from "./steps.ts";

/** Seeds that run, each a program of the race suite and one of the corpus in an order of its own. */
const seeds = 10_000;
/** Iterations after which a program that spins is stopped. */
const maxIterations = 2_000;

const levels: readonly Level[] = ["any-order", "env", "jitter"];

/** Every seed: a buggy program of a suite, or its twin, in its world. */
export function bugSeeds(bugs: readonly Bug[], count: number = seeds): Repeatable[] {
  const programs = bugs.flatMap(({ id, buggy, fixed, world }) => [
    { name: id, body: buggy, world },
    { name: `${id}, fixed`, body: fixed, world },
  ]);
  return Array.from({ length: count }, (_, seed) => {
    const { name, body, world } = at(programs, seed);
    return {
      name: `${name} (seed ${seed})`,
      async run(step) {
        const { strategy, level } = orderOf(seed);
        const inWorld = world === undefined ? {} : { world };
        const probe = stepsOfLoop(step);
        const loopFactory = virtualLoop({ strategy, level, maxIterations, probe, io: "forbid", ...inWorld });
        // A message may be worded by the engine: the class of the error is the same everywhere.
        const ended = run(body, { loopFactory }).then(
          () => "passes",
          (error: unknown) => (error instanceof Error ? error.name : String(error)),
        );
        step(await ended);
      },
    };
  });
}

/** Every seed: a program of `corpus` as async functions or as generators. */
export function conformanceSeeds(corpus: readonly Program[]): Repeatable[] {
  return Array.from({ length: seeds }, (_, seed) => {
    const program = at(corpus, seed);
    const style = styleOf(seed % 2 === 0 ? "generator" : "async", seed, program);
    return {
      name: `${program.id} (seed ${seed})`,
      async run(step) {
        const { trace, ...rest } = await runProgram(program, style, { ...orderOf(seed), probe: stepsOfLoop(step) });
        for (const event of trace) step(JSON.stringify(event));
        step(JSON.stringify(rest));
      },
    };
  });
}

/** An order of its own for each seed. */
export function orderOf(seed: number): { readonly strategy: Strategy; readonly level: Level } {
  const level = at(levels, seed);
  const search = seed % 2 === 0 ? random() : pct({ depth: 3 });
  return { strategy: search({ seed, level }).next() ?? fifo, level };
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new RangeError("Cannot pick from an empty list");
  return item;
}

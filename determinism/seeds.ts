import { run } from "timeloom";
import { fifo, type Level, pct, random, type Strategy, virtualLoop } from "timeloom/testing";
import type { Program } from "../conformance/program.ts";
import { runProgram } from "../conformance/interpreter/run-program.ts";
import { styleOf } from "../conformance/interpreter/styles.ts";
import { bugs } from "../scenarios/bugs/index.ts";
import type { Repeatable } from "./repeat.ts";
import { stepsOfLoop } from "./steps.ts";

/** Seeds that run, each a program of the race suite and one of the corpus in an order of its own. */
const seeds = 10_000;
/** Iterations after which a program that spins is stopped. */
const maxIterations = 2_000;

const levels: readonly Level[] = ["any-order", "env", "jitter"];

/** Every seed: a buggy program of the suite, or its twin. */
export function bugSeeds(): Repeatable[] {
  const programs = bugs.flatMap(({ id, buggy, fixed }) => [
    { name: id, body: buggy },
    { name: `${id}, fixed`, body: fixed },
  ]);
  return Array.from({ length: seeds }, (_, seed) => {
    const { name, body } = at(programs, seed);
    return {
      name: `${name} (seed ${seed})`,
      async run(step) {
        const { strategy, level } = orderOf(seed);
        const loopFactory = virtualLoop({ strategy, level, maxIterations, probe: stepsOfLoop(step), io: "forbid" });
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

function orderOf(seed: number): { readonly strategy: Strategy; readonly level: Level } {
  const level = at(levels, seed);
  const search = seed % 2 === 0 ? random() : pct({ depth: 3 });
  return { strategy: search({ seed, level }).next() ?? fifo, level };
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new RangeError("Cannot pick from an empty list");
  return item;
}

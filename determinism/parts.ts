import { readPrograms } from "../conformance/corpus.ts";
import { runProgram } from "../conformance/interpreter/run-program.ts";
import { type StyleName, styleOf } from "../conformance/interpreter/styles.ts";
import { PROGRAMS_PATH } from "../conformance/program-file.ts";
import { suites } from "../scenarios/bugs/suites.ts";
import { scenarios } from "../scenarios/index.ts";
import { replay } from "../scenarios/replay.ts";
import type { Program } from "../conformance/program.ts";
import type { Repeatable } from "./repeat.ts";
import { bugSeeds, conformanceSeeds, orderOf } from "./seeds.ts";
import { stepsOfLoop } from "./steps.ts";

/** Programs of one kind. */
export interface Part {
  readonly name: string;
  readonly programs: readonly Repeatable[];
  /** How often they run. */
  readonly runs: number;
}

/** How many programs of the corpus run, spread over all of it. */
const sampled = 100;

/** In how many orders each program of the world outside runs. */
const ordersOfWorld = 20;

/** Everything that is checked. */
export function parts(): Part[] {
  return [
    { name: "scenarios", runs: 3, programs: scenarioPrograms() },
    { name: "conformance, generators", runs: 3, programs: conformancePrograms("generator") },
    { name: "conformance, async functions", runs: 3, programs: conformancePrograms("async") },
    { name: "the race suite, by seed", runs: 2, programs: bugSeeds(suites["races"] ?? []) },
    { name: "sockets and processes, by seed", runs: 2, programs: bugSeeds(suites["outside"] ?? [], 2_000) },
    { name: "the world outside, by seed", runs: 2, programs: worldSeeds() },
    { name: "conformance, by seed", runs: 2, programs: conformanceSeeds(sample()) },
  ];
}

function scenarioPrograms(): Repeatable[] {
  return scenarios.flatMap(({ id, programs }) =>
    programs.map((program) => ({
      name: `${id} ${program.name}`,
      async run(step) {
        const { output, ...ending } = await replay(program, { probe: stepsOfLoop(step) });
        for (const line of output) step(`print ${line}`);
        step(JSON.stringify(ending));
      },
    })),
  );
}

/** The scenarios of the world outside, with executors among them, in orders of their own. */
function worldSeeds(): Repeatable[] {
  const outside = scenarios.filter(({ id }) => id.startsWith("W"));
  const programs = outside.flatMap(({ id, programs }) => programs.map((program) => ({ id, program })));
  return programs.flatMap(({ id, program }) =>
    Array.from({ length: ordersOfWorld }, (_, seed) => ({
      name: `${id} ${program.name} (seed ${seed})`,
      async run(step) {
        const { output, ...ending } = await replay(program, { ...orderOf(seed), probe: stepsOfLoop(step) });
        for (const line of output) step(`print ${line}`);
        step(JSON.stringify(ending));
      },
    })),
  );
}

function conformancePrograms(style: StyleName): Repeatable[] {
  return sample().map((program) => ({
    name: `${program.id} (${style})`,
    async run(step) {
      const record = await runProgram(program, styleOf(style, 0, program), { probe: stepsOfLoop(step) });
      const { trace, ...rest } = record;
      for (const event of trace) step(JSON.stringify(event));
      step(JSON.stringify(rest));
    },
  }));
}

function sample(): Program[] {
  const corpus = readPrograms(PROGRAMS_PATH);
  const every = Math.ceil(corpus.length / sampled);
  return corpus.filter((_, i) => i % every === 0);
}

import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { StatusLine } from "#world/node/status-line";
import * as races from "./races.ts";
import { alone, type SeededProgram, spread } from "./spread.ts";
import * as twins from "./twins.ts";

/**
 * Run the bug suite by workers of a queue, which are killed at random moments and replaced, several times: each time every program must
 * end in the same way. Its twins share the seeds, an order each; its races end where they are found.
 *
 * @returns the exit code: 1 if something was lost, counted twice or otherwise, 130 after Ctrl-C
 */
export async function byQueue(args: string[]): Promise<number> {
  const flags = flagsOf(args);
  if (flags === undefined) return 2;
  const { times, workers, only, between, seed } = flags;
  const programs = programsOf(only);
  const seeds = Math.ceil(flags.seeds / (programs.length / 2));
  const interrupt = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, () => interrupt.abort());
  console.log(
    `${programs.length} programs of the bug suite, ${seeds} seeds for each twin, ${workers} workers, ${times} times`,
  );
  const outcomes: (readonly string[])[] = [];
  try {
    for (let time = 1; time <= times; time++) {
      const line = new StatusLine();
      const start = performance.now();
      const elapsed = (): number => (performance.now() - start) / 1_000;
      const kills = { seed: seed + time, between };
      const how = { programs, seeds, workers, atOnce: searchesAtOnce, kills, signal: interrupt.signal };
      const result = await spread(how, ({ searches, executions, slices, killed, again }) =>
        line.show(elapsed(), () => {
          const done = `${searches} of ${programs.length} searches, ${slices} slices, ${executions} executions`;
          return `time ${time} of ${times}: ${done}; ${killed} workers killed, ${again} slices handed out again`;
        }),
      ).finally(() => line.clear());
      outcomes.push(result.lines);
      const kinds = `${result.killed} workers killed, ${result.again} slices handed out again`;
      const speed = Math.round(result.executions / elapsed());
      console.log(
        `time ${time}  ${result.hash}  ${result.executions} executions count; ${kinds}; ${elapsed().toFixed(0)} s, ${speed} a second`,
      );
    }
    if (flags.check) {
      const { lines, hash } = await alone({ programs, seeds, signal: interrupt.signal });
      outcomes.push(lines);
      console.log(`alone   ${hash}  by one thread of this machine, without a queue`);
    }
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    console.log("interrupted");
    return 130;
  }
  return judged(outcomes, seeds);
}

function judged(outcomes: readonly (readonly string[])[], seeds: number): number {
  const [first = []] = outcomes;
  const different = first.filter((line, i) => outcomes.some((lines) => lines[i] !== line));
  const short = first.filter((line) => line.includes(" passed ") && !line.includes(` passed ${seeds} `));
  for (const line of different) console.log(`✗ ended in different ways: ${line}`);
  for (const line of short) console.log(`✗ lost, or counted twice: ${line}`);
  const [processor] = cpus();
  console.log(`on ${availableParallelism()} processors: ${processor?.model ?? "unknown"}, Node ${process.version}`);
  const isGood = different.length + short.length === 0;
  if (isGood) console.log("every time the same: none lost, none counted twice");
  return isGood ? 0 : 1;
}

const usage = `npm run seeds -- --queue [--seeds N] [--times N] [--workers N] [--only a,b] [--between N] [--seed N] [--check]

  --seeds N    executions of all twins together (default 100000)
  --times N    how often (default 3)
  --workers N  processes (default: one per processor)
  --only a,b   these programs only
  --between N  slices between two kills, on average (default 150)
  --seed N     of who is killed when (default 0)
  --check      run all without a queue, too

needs redis-server; exits with 1 if something is lost or counts twice`;

// oxlint-disable-next-line typescript/explicit-function-return-type -- derived from the options
function flagsOf(args: string[]) {
  try {
    const { values } = parseArgs({ args, options });
    const numbers = [values.seeds, values.times, values.workers, values.between].map(Number);
    if (values.help || !numbers.every((number) => Number.isSafeInteger(number) && number > 0)) throw new Error("help");
    const [seeds = 0, times = 0, workers = 0, between = 0] = numbers;
    return {
      seeds,
      times,
      workers,
      between,
      seed: Number(values.seed),
      only: values.only?.split(","),
      check: values.check,
    };
  } catch {
    console.error(usage);
    return undefined;
  }
}

const options = {
  queue: { type: "boolean", default: true },
  seeds: { type: "string", default: "100000" },
  times: { type: "string", default: "3" },
  workers: { type: "string", default: `${availableParallelism()}` },
  between: { type: "string", default: "150" },
  seed: { type: "string", default: "0" },
  only: { type: "string" },
  check: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const searchesAtOnce = 4;

function programsOf(only: readonly string[] | undefined): readonly SeededProgram[] {
  const all = [
    ...Object.keys(twins).map((name) => ({ file: "build/scenarios/seeds/twins.js", name })),
    ...Object.keys(races).map((name) => ({ file: "build/scenarios/seeds/races.js", name })),
  ];
  return only === undefined ? all : all.filter(({ name }) => only.includes(name));
}

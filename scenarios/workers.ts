// Search with several workers: `npm run workers`, for 50 seeds, or `npm run workers -- 10`. Exits with 1 if what is found depends on how
// many workers there are, or if two are not 1.8 times as fast as one, where there are two processors to run on.
import { availableParallelism } from "node:os";
import { explore, RaceError } from "timeloom/testing";

const programs = new URL("../../src/search/fixtures/programs.mjs", import.meta.url);

process.exitCode = await main(Number(process.argv[2] ?? "50"));

async function main(seeds: number): Promise<number> {
  let differences = 0;
  for (let seed = 0; seed < seeds; seed++) {
    const found = [await findingOf(1, seed), await findingOf(2, seed), await findingOf(5, seed)];
    if (new Set(found).size === 1) continue;
    differences += 1;
    console.log(`✗ seed ${seed}: ${found.join(" | ")}`);
  }
  console.log(`${seeds - differences} of ${seeds} seeds found the same with 1, 2 and 5 workers`);
  const speeds = [];
  for (const workers of [1, 2, 1, 2, 1, 2]) speeds.push(await speedOf(workers));
  const one = Math.max(...speeds.filter((_, i) => i % 2 === 0));
  const two = Math.max(...speeds.filter((_, i) => i % 2 === 1));
  console.log(
    `executions per second: ${Math.round(one)} by 1 worker, ${Math.round(two)} by 2: ${(two / one).toFixed(2)} times as many`,
  );
  const isFast = two / one >= 1.8 || availableParallelism() < 2;
  return differences === 0 && isFast ? 0 : 1;
}

async function findingOf(workers: number, seed: number): Promise<string> {
  try {
    const { executions } = await explore(programs, { export: "rare", workers, seed });
    return `passed ${executions}`;
  } catch (error) {
    if (!(error instanceof RaceError)) throw error;
    const { execution, schedule } = error.finding;
    return `${execution} ${JSON.stringify(schedule)}`;
  }
}

/** Executions per second from the first result of a slice on: threads take a while to start. */
async function speedOf(workers: number): Promise<number> {
  let first: { readonly executions: number; readonly elapsed: number } | undefined;
  let last = { executions: 0, elapsed: 0 };
  await explore(programs, {
    export: "millisecond",
    workers,
    strategy: "random",
    executions: Infinity,
    time: 12,
    onProgress: ({ executions, elapsed }) => {
      if (executions > 300) first ??= { executions, elapsed };
      last = { executions, elapsed };
    },
  });
  return (last.executions - (first?.executions ?? 0)) / (last.elapsed - (first?.elapsed ?? 0));
}

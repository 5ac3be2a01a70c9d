import assert from "node:assert/strict";
import { createFuture, createTask, type Future, gather, sleep, type Wait } from "#index";
import { Executions } from "#explore/execution/executions";
import { type Level, type SearchStrategy, simulate } from "#testing";
import { now, type Program } from "../program.ts";

/** Turns of `tasks` generator tasks that are always ready; the strategy chooses among them before each turn. */
export function ready(strategy: () => SearchStrategy, tasks: number): Program {
  return (n) =>
    measured(n, "any-order", strategy, tasks, function* (took) {
      while (took()) yield* sleep(0);
    });
}

/** Calls of a simulated object, of which up to `calls` are outstanding; the strategy chooses which of them completes. */
export function outstanding(strategy: () => SearchStrategy, calls: number): Program {
  return (n) => {
    const ask = simulate((): Future<void> => {
      const answer = createFuture<void>();
      answer.setResult(undefined);
      return answer;
    });
    return measured(n, "env", strategy, calls, function* (took) {
      while (took()) yield* ask();
    });
  };
}

/** Nanoseconds that `n` steps take, in executions of `stepsEach`. Making tasks and loops is not counted. */
async function measured(
  n: number,
  level: Level,
  strategy: () => SearchStrategy,
  actors: number,
  act: (took: () => boolean) => Generator<Wait, void, void>,
): Promise<number> {
  let elapsed = 0;
  let steps = 0;
  function* body(): Generator<Wait, void, void> {
    let left = stepsEach;
    const took = (): boolean => {
      left -= 1;
      return left >= 0;
    };
    const tasks = Array.from({ length: actors }, () => createTask(() => act(took)));
    const start = now();
    yield* gather(...tasks);
    elapsed += now() - start;
    steps += stepsEach;
  }
  const search = strategy()({ seed: 0, level });
  const limits = { seed: 0, maxIterations: Infinity, maxTime: Infinity, checks: new Set<never>() };
  const executions = new Executions(body, limits);
  // The first execution counts for nothing: some strategies learn from it.
  for (let run = 0; run <= n / stepsEach; run++) {
    if (run === 1) [elapsed, steps] = [0, 0];
    const next = search.next();
    assert.ok(next !== undefined);
    const verdict = await executions.run(level, next);
    assert.equal(verdict.kind, "passed");
    search.ended(verdict);
  }
  assert.equal(steps, Math.floor(n / stepsEach) * stepsEach);
  return (elapsed / steps) * n;
}

const stepsEach = 20_000;

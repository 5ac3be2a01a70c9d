import assert from "node:assert/strict";
import { createTask, sleep, type Wait } from "#index";
import { search } from "#explore/explore";
import { random } from "#explore/strategies/random";
import { now, type Program } from "../program.ts";

/** What all runs together must have done: three actors of five steps each. */
const stepsPerRun = 15;

/** `n` random orders of three generator actors of five steps. */
export const gen: Program = async (n) => {
  let steps = 0;
  function* act(): Generator<Wait, void, void> {
    for (let step = 0; step < 5; step += 1) {
      yield* sleep(0);
      steps += 1;
    }
  }
  const start = now();
  const result = await search(
    function* (): Generator<Wait, void, void> {
      const actors = [createTask(act), createTask(act), createTask(act)];
      for (const actor of actors) yield* actor;
    },
    { level: "any-order", strategy: random(), executions: n },
  );
  const elapsed = now() - start;
  assert.equal(result.kind, "passed");
  assert.equal(steps, n * stepsPerRun);
  return elapsed;
};

/** {@inheritDoc gen} */
export const native: Program = async (n) => {
  let steps = 0;
  async function act(): Promise<void> {
    for (let step = 0; step < 5; step += 1) {
      await sleep(0);
      steps += 1;
    }
  }
  const start = now();
  const result = await search(
    async () => {
      const actors = [createTask(act), createTask(act), createTask(act)];
      for (const actor of actors) await actor;
    },
    { level: "any-order", strategy: random(), executions: n },
  );
  const elapsed = now() - start;
  assert.equal(result.kind, "passed");
  assert.equal(steps, n * stepsPerRun);
  return elapsed;
};

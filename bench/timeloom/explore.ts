import assert from "node:assert/strict";
import { createTask, Lock, sleep, type Wait } from "#index";
import { type Explorable, explore, random } from "#testing";
import { now, type Program } from "../program.ts";

/** `n` random orders of three generator actors of five steps. */
export const gen: Program = (n) => {
  let steps = 0;
  function* act(): Generator<Wait, void, void> {
    for (let step = 0; step < 5; step += 1) {
      yield* sleep(0);
      steps += 1;
    }
  }
  function* body(): Generator<Wait, void, void> {
    const actors = [createTask(act), createTask(act), createTask(act)];
    for (const actor of actors) yield* actor;
  }
  return orders(n, body, () => steps);
};

/** {@inheritDoc gen} */
export const native: Program = (n) => {
  let steps = 0;
  async function act(): Promise<void> {
    for (let step = 0; step < 5; step += 1) {
      await sleep(0);
      steps += 1;
    }
  }
  async function body(): Promise<void> {
    const actors = [createTask(act), createTask(act), createTask(act)];
    for (const actor of actors) await actor;
  }
  return orders(n, body, () => steps);
};

/** `n` random orders of three tasks at a lock, whose bodies are made in each execution anew. */
export const closures: Program = (n) => {
  let steps = 0;
  function* body(): Generator<Wait, void, void> {
    const lock = new Lock();
    const actors = Array.from({ length: 3 }, () => {
      return createTask(function* () {
        for (let step = 0; step < 5; step += 1) {
          yield* lock.acquire();
          steps += 1;
          lock.release();
        }
      });
    });
    for (const actor of actors) yield* actor;
  }
  return orders(n, body, () => steps);
};

/** The same; the bodies are one function, outside of the explored one. */
export const outside: Program = (n) => {
  let steps = 0;
  function* act(lock: Lock): Generator<Wait, void, void> {
    for (let step = 0; step < 5; step += 1) {
      yield* lock.acquire();
      steps += 1;
      lock.release();
    }
  }
  function* body(): Generator<Wait, void, void> {
    const lock = new Lock();
    const actors = Array.from({ length: 3 }, () => createTask(() => act(lock)));
    for (const actor of actors) yield* actor;
  }
  return orders(n, body, () => steps);
};

async function orders(n: number, body: Explorable, steps: () => number): Promise<number> {
  const start = now();
  const { executions } = await explore(body, { level: "any-order", strategy: random(), executions: n });
  const elapsed = now() - start;
  assert.equal(executions, n);
  assert.ok(steps() >= n * 15); // those that repeat an execution to compare it come on top
  return elapsed;
}

import assert from "node:assert/strict";
import { Queue, type Wait } from "#index";
import { now, type Program } from "../program.ts";
import { asyncGroup, genGroup, inVirtualTime } from "./virtual.ts";

/** `n` items from a producer to a consumer through a queue of ten places. */
export const gen: Program = (n) =>
  inVirtualTime(function* (): Generator<Wait, number, void> {
    const queue = new Queue<number>(10);
    let total = 0;
    function* produce(): Generator<Wait, void, void> {
      for (let item = 0; item < n; item += 1) yield* queue.put(item);
    }
    function* consume(): Generator<Wait, void, void> {
      for (let i = 0; i < n; i += 1) total += yield* queue.get();
    }
    const start = now();
    yield* genGroup((group) => {
      group.createTask(produce);
      group.createTask(consume);
    });
    const elapsed = now() - start;
    assert.equal(total, (n * (n - 1)) / 2);
    return elapsed;
  });

/** {@inheritDoc gen} */
export const native: Program = (n) =>
  inVirtualTime(async () => {
    const queue = new Queue<number>(10);
    let total = 0;
    async function produce(): Promise<void> {
      for (let item = 0; item < n; item += 1) await queue.put(item);
    }
    async function consume(): Promise<void> {
      for (let i = 0; i < n; i += 1) {
        const item = await queue.get();
        total += item;
      }
    }
    const start = now();
    await asyncGroup((group) => {
      group.createTask(produce);
      group.createTask(consume);
    });
    const elapsed = now() - start;
    assert.equal(total, (n * (n - 1)) / 2);
    return elapsed;
  });

import { fc } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Entry } from "#core/contracts/loop-core";
import { ReadyQueue } from "#loop/scheduler/ready-queue";

const entry = (title: string, skipped = false): Entry => ({ kind: "callback", title, skipped, runTurn: () => {} });

function queueOf(entries: Iterable<Entry>): ReadyQueue {
  const queue = new ReadyQueue();
  for (const each of entries) queue.push(each);
  return queue;
}

describe("ReadyQueue", () => {
  it("is empty at first", () => {
    const queue = new ReadyQueue();

    expect([queue.length, queue.shift(), queue.toArray()]).toEqual([0, undefined, []]);
  });

  it("agrees with an array, whatever is pushed and shifted in whatever order", () => {
    // Runs of pushes and shifts, so that the ring wraps around and grows at different places.
    const anyRuns = fc.array(fc.record({ push: fc.nat(100), shift: fc.nat(100) }), { maxLength: 20 });
    fc.assert(
      fc.property(anyRuns, (runs) => {
        const queue = new ReadyQueue();
        const model: Entry[] = [];
        for (const { push, shift } of runs) {
          for (let i = 0; i < push; i++) {
            const next = entry(`${i}`);
            queue.push(next);
            model.push(next);
          }
          for (let i = 0; i < shift; i++) expect(queue.shift()).toBe(model.shift());
          expect(queue.length).toBe(model.length);
          expect(queue.toArray()).toEqual(model);
        }
      }),
    );
  });

  it("can be cleared and used again", () => {
    const queue = queueOf(Array.from({ length: 100 }, (_, i) => entry(`${i}`)));

    queue.clear();
    expect(queue.length).toBe(0);
    queue.push(entry("next"));

    expect(queue.shift()?.title).toBe("next");
  });
});

import { fc } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Entry } from "#core/event-loop";
import { ReadyQueue } from "#loop/ready-queue";

const entry = (key: string, skipped = false): Entry => ({ key, skipped, runTurn: () => {} });

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

  it("takes out one entry and keeps the order of the others", () => {
    const b = entry("b");
    const queue = queueOf([entry("a"), b, entry("c"), entry("d")]);

    queue.remove(b);

    expect(queue.toArray().map(({ key }) => key)).toEqual(["a", "c", "d"]);
  });

  it("takes out one of several that are the same", () => {
    const twice = entry("twice");
    const queue = queueOf([twice, entry("other"), twice]);

    queue.remove(twice);

    expect(queue.toArray().map(({ key }) => key)).toEqual(["other", "twice"]);
  });

  it("offers only entries that would do something", () => {
    const queue = queueOf([entry("cancelled", true), entry("a"), entry("b")]);

    expect(queue.alternatives().map(({ key }) => key)).toEqual(["a", "b"]);
    expect(queue.length).toBe(3);
  });

  it("offers of timers only those with the earliest deadline, and every entry before it", () => {
    const timer = (key: string, deadline: number): Entry & { deadline: number } => ({ ...entry(key), deadline });
    const queue = queueOf([timer("2", 2), entry("a"), timer("1", 1), timer("1 again", 1), timer("1.5", 1.5)]);

    // The timer of 2 was on its way when those of 1 were set.
    expect(queue.alternatives().map(({ key }) => key)).toEqual(["2", "a", "1", "1 again"]);
  });

  it("can be cleared and used again", () => {
    const queue = queueOf(Array.from({ length: 100 }, (_, i) => entry(`${i}`)));

    queue.clear();
    expect(queue.length).toBe(0);
    queue.push(entry("next"));

    expect(queue.shift()?.key).toBe("next");
  });
});

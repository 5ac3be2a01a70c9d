import { fc } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { TimerEntry } from "#core/contracts/loop-core";
import { TimerHeap } from "#loop/scheduler/timer-heap";

/** A timer that does nothing. */
class Timer implements TimerEntry {
  readonly kind = "timer";
  readonly title = "a timer";
  readonly deadline: number;
  readonly number: number;
  skipped = false;
  scheduled = true;

  constructor(deadline: number, number: number) {
    this.deadline = deadline;
    this.number = number;
  }

  runTurn(): void {}
}

function heapOf(timers: Iterable<TimerEntry>): TimerHeap {
  const heap = new TimerHeap();
  for (const timer of timers) heap.push(timer);
  return heap;
}

function drain(heap: TimerHeap): TimerEntry[] {
  const popped: TimerEntry[] = [];
  for (let timer = heap.pop(); timer !== undefined; timer = heap.pop()) popped.push(timer);
  return popped;
}

const inOrder = (a: Timer, b: Timer): number => a.deadline - b.deadline || a.number - b.number;

describe("TimerHeap", () => {
  it("is empty at first", () => {
    const heap = new TimerHeap();

    expect([heap.size, heap.head(), heap.pop()]).toEqual([0, undefined, undefined]);
  });

  it("gives the earliest deadline first", () => {
    const timers = [3, 1, 2].map((deadline, number) => new Timer(deadline, number));

    expect(drain(heapOf(timers)).map(({ deadline }) => deadline)).toEqual([1, 2, 3]);
  });

  it("shows its head without taking it off", () => {
    const timer = new Timer(1, 0);
    const heap = heapOf([timer, new Timer(2, 1)]);

    expect(heap.head()).toBe(timer);
    expect(heap.size).toBe(2);
  });

  it("gives equal deadlines in the order in which they came", () => {
    const timers = Array.from({ length: 100 }, (_, number) => new Timer(5, number));

    expect(drain(heapOf(timers))).toEqual(timers);
  });

  it("holds infinite deadlines behind all others", () => {
    const [never, late] = [new Timer(Infinity, 0), new Timer(1e300, 1)];

    expect(drain(heapOf([never, late]))).toEqual([late, never]);
  });

  it("agrees with a sorted array, whatever is pushed and popped in whatever order", () => {
    // Few distinct deadlines, so that many are equal; undefined pops.
    const anyOperations = fc.array(fc.option(fc.nat(5), { nil: undefined }), { maxLength: 300, size: "max" });
    fc.assert(
      fc.property(anyOperations, (operations) => {
        const heap = new TimerHeap();
        const model: Timer[] = [];
        for (const [number, deadline] of operations.entries()) {
          if (deadline === undefined) {
            expect(heap.pop()).toBe(model.shift());
          } else {
            const timer = new Timer(deadline, number);
            heap.push(timer);
            model.push(timer);
            model.sort(inOrder);
          }
          expect(heap.head()).toBe(model[0]);
          expect(heap.size).toBe(model.length);
        }
      }),
    );
  });

  it("keeps a million timers in order", () => {
    const count = 1_000_000;
    // A full cycle of a linear congruence: every deadline below the count, once, far from sorted.
    let deadline = 1;
    const heap = new TimerHeap();
    for (let number = 0; number < count; number++) {
      deadline = (deadline * 21 + 7) % count;
      heap.push(new Timer(deadline % 1000, number));
    }

    let last = heap.pop() as Timer;
    let popped = 1;
    for (let timer = heap.pop() as Timer | undefined; timer !== undefined; timer = heap.pop() as Timer | undefined) {
      if (inOrder(last, timer) >= 0) throw new Error(`${last.deadline} came before ${timer.deadline}`);
      last = timer;
      popped += 1;
    }
    expect(popped).toBe(count);
  });
});

describe("TimerHeap.purge()", () => {
  it("drops exactly the cancelled timers, and keeps the order of the others", () => {
    const anyTimers = fc.array(fc.record({ deadline: fc.nat(5), cancelled: fc.boolean() }), {
      maxLength: 200,
      size: "max",
    });
    fc.assert(
      fc.property(anyTimers, (settings) => {
        const timers = settings.map(({ deadline }, number) => new Timer(deadline, number));
        const heap = heapOf(timers);
        for (const [i, timer] of timers.entries()) timer.skipped = settings[i]?.cancelled ?? false;

        const dropped = new Set<TimerEntry>(heap.purge());

        expect(dropped).toEqual(new Set(timers.filter(({ skipped }) => skipped)));
        expect(drain(heap)).toEqual(timers.filter(({ skipped }) => !skipped).toSorted(inOrder));
      }),
    );
  });

  it("leaves nothing if every timer was cancelled, and the heap can be used again", () => {
    const timers = [2, 1].map((deadline, number) => new Timer(deadline, number));
    const heap = heapOf(timers);
    for (const timer of timers) timer.skipped = true;

    heap.purge();
    expect(heap.size).toBe(0);
    const next = new Timer(3, 2);
    heap.push(next);

    expect(heap.head()).toBe(next);
  });
});

describe("TimerHeap.entries()", () => {
  it("are all timers in the heap", () => {
    const timers = [3, 1, 2].map((deadline, number) => new Timer(deadline, number));

    expect(new Set(heapOf(timers).entries())).toEqual(new Set(timers));
  });
});

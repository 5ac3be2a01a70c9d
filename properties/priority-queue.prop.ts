import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { PriorityQueue } from "#index";

const anyTuple = fc.tuple(fc.nat(12), fc.constantFrom("a", "b", "c"));

function drain<T>(queue: PriorityQueue<T>): T[] {
  const items: T[] = [];
  while (!queue.empty()) items.push(queue.getNowait());
  return items;
}

test.prop({
  steps: fc.array(fc.option(fc.integer({ min: -3, max: 3 }), { freq: 3 }), { maxLength: 100, size: "max" }),
})("PriorityQueue always gives out the least of what it holds, for any mixture of puts and gets", ({ steps }) => {
  const queue = new PriorityQueue<number>();
  const held: number[] = [];
  for (const item of steps) {
    if (item !== null) {
      queue.putNowait(item);
      held.push(item);
    } else if (held.length > 0) {
      held.sort((a, b) => a - b);
      expect(queue.getNowait()).toBe(held.shift());
    }
    expect(queue.qsize()).toBe(held.length);
  }
  expect(drain(queue)).toEqual(held.toSorted((a, b) => a - b));
});

test.prop({ tuples: fc.array(anyTuple, { maxLength: 30 }) })(
  "PriorityQueue ranks arrays by their first elements that differ",
  ({ tuples }) => {
    const queue = new PriorityQueue<readonly [number, string]>();
    for (const tuple of tuples) queue.putNowait(tuple);

    const ranked = tuples.toSorted(([a, x], [b, y]) => a - b || x.localeCompare(y));
    expect(drain(queue)).toEqual(ranked);
  },
);

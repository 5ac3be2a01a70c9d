import { describe, expect, it } from "vitest";
import { PriorityQueue } from "#index";

function drain<T>(queue: PriorityQueue<T>): T[] {
  const items: T[] = [];
  while (!queue.empty()) items.push(queue.getNowait());
  return items;
}

function sorted<T>(items: readonly T[]): T[] {
  const queue = new PriorityQueue<T>();
  for (const item of items) queue.putNowait(item);
  return drain(queue);
}

describe("PriorityQueue", () => {
  it.each([
    { kind: "numbers", items: [3, 1, 2, 10, -1], order: [-1, 1, 2, 3, 10] },
    { kind: "strings", items: ["b", "a", "c"], order: ["a", "b", "c"] },
    { kind: "bigints and numbers", items: [3n, 1, 2n], order: [1, 2n, 3n] },
    { kind: "dates", items: [new Date(3), new Date(1)], order: [new Date(1), new Date(3)] },
    { kind: "booleans", items: [true, false], order: [false, true] },
  ])("gives out the least of $kind first", ({ items, order }) => {
    expect(sorted<unknown>(items)).toEqual(order);
  });

  it("compares arrays element by element, as tuples, and not as text", () => {
    const flat = [
      [9, "a"],
      [9, "a", 1],
      [9, "b"],
      [10, "a"],
    ];
    expect(sorted(flat.toReversed())).toEqual(flat);

    const nested = [
      [[1, 1], "x"],
      [[1, 1], "y"],
      [[1, 2], "x"],
    ];
    expect(sorted(nested.toReversed())).toEqual(nested);
  });

  it("takes numbers and bigints of equal value for equal inside arrays", () => {
    expect(
      sorted<unknown>([
        [1n, "b"],
        [1, "a"],
      ]),
    ).toEqual([
      [1, "a"],
      [1n, "b"],
    ]);
  });

  it("does not look at what stands behind a decision", () => {
    const [urgent, later] = [
      [1, { name: "urgent" }],
      [2, { name: "later" }],
    ];
    expect(sorted([later, urgent])).toEqual([urgent, later]);
  });

  it("compares as it is told", () => {
    const queue = new PriorityQueue<{ size: number }>(0, { compare: (a, b) => b.size - a.size });
    for (const size of [1, 3, 2]) queue.putNowait({ size });

    expect(drain(queue)).toEqual([{ size: 3 }, { size: 2 }, { size: 1 }]);
  });

  it("gives out items of equal rank in the order of Python's heapq", () => {
    const queue = new PriorityQueue<number>(0, { compare: (a, b) => ((a * 7) % 5) - ((b * 7) % 5) });
    const drained: number[] = [];
    for (let item = 0; item < 40; item += 1) queue.putNowait(item);
    for (let count = 0; count < 20; count += 1) drained.push(queue.getNowait());
    for (let item = 40; item < 50; item += 1) queue.putNowait(item);
    drained.push(...drain(queue));

    // As CPython 3.14 with items whose `<` compares 7 * item % 5.
    expect(drained).toEqual([
      0, 5, 30, 25, 10, 20, 15, 35, 13, 28, 23, 3, 38, 18, 8, 33, 6, 26, 1, 11, 40, 45, 48, 43, 46, 21, 16, 41, 36, 31,
      49, 29, 14, 24, 9, 4, 19, 44, 34, 39, 12, 22, 17, 27, 2, 37, 32, 7, 42, 47,
    ]);
  });

  it("refuses items without an order, says how to give them one, and stays as it was", () => {
    const queue = new PriorityQueue<unknown>();
    queue.putNowait({ name: "alone" });

    expect(() => queue.putNowait({ name: "second" })).toThrowErrorMatchingInlineSnapshot(`
      [TypeError: '<' not supported between instances of 'Object' and 'Object'
        hint: pass new PriorityQueue(maxsize, { compare }), or put [priority, counter, item]]
    `);
    expect(() => queue.putNowait("text")).toThrow("'<' not supported between instances of 'string' and 'Object'");
    expect(() => queue.putNowait(null)).toThrow("'<' not supported between instances of 'null' and 'Object'");
    expect(() => queue.putNowait(Object.create(null))).toThrow("'<' not supported between instances of 'Object' and");
    expect(() => queue.putNowait(undefined)).toThrow(TypeError);

    expect(queue.qsize()).toBe(1);
    expect(queue.getNowait()).toEqual({ name: "alone" });
  });

  it("loses nothing when two items meet inside that cannot be compared", () => {
    const queue = new PriorityQueue<unknown>();
    const items = [[0], [1, "a"], [1, {}]];
    for (const item of items) queue.putNowait(item);

    expect(() => queue.getNowait()).toThrow(TypeError);

    expect(queue.qsize()).toBe(items.length);
  });
});

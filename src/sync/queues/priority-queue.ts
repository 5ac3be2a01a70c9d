import { type Options, requireOptions } from "../../core/arguments/require-options.ts";
import { functionOf } from "../../core/arguments/kind.ts";
import { Heap } from "./heap.ts";
import { isLess } from "./is-less.ts";
import { Queue } from "./queue.ts";

/**
 * A {@link Queue} that gives out the least item.
 *
 * Numbers, bigints, strings, booleans and dates are compared as `<` does; arrays element by element, as Python compares
 * tuples: `[priority, data]`. Anything else needs `compare`. Items of equal rank come out in the order of Python's heap,
 * which is not the order of arrival: put a counter into the item where that matters.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-queue.html#asyncio.PriorityQueue | asyncio.PriorityQueue}
 *
 * @example The most urgent first
 * ```ts
 * import assert from "node:assert/strict";
 * import { PriorityQueue, run } from "timeloom";
 *
 * await run(async () => {
 *   const jobs = new PriorityQueue<[priority: number, name: string]>();
 *   await jobs.put([2, "sweep"]);
 *   await jobs.put([1, "put out the fire"]);
 *   assert.deepEqual(await jobs.get(), [1, "put out the fire"]);
 *
 *   const longestFirst = new PriorityQueue<string>(0, { compare: (a, b) => b.length - a.length });
 *   await longestFirst.put("ox");
 *   await longestFirst.put("elephant");
 *   assert.equal(await longestFirst.get(), "elephant");
 * });
 * ```
 */
export class PriorityQueue<T> extends Queue<T> {
  /**
   * Without `compare`, putting or taking an item that has no order throws TypeError and leaves the queue as it was.
   *
   * @param maxsize - How many items it holds; any number if zero or less.
   */
  constructor(maxsize = 0, settings: PriorityQueueSettings<T> = {}) {
    requireOptions("PriorityQueue", settings, options);
    const { compare } = settings;
    super(maxsize, new Heap<T>(compare === undefined ? isLess : (a, b) => compare(a, b) < 0));
  }
}

const options: Options<PriorityQueueSettings<unknown>> = { compare: functionOf("pass (a, b) => a - b") };

/** How a {@link PriorityQueue} ranks its items. */
export interface PriorityQueueSettings<T> {
  /** Negative if `a` is to come out before `b`, as for `Array.prototype.sort`. Only the sign matters. */
  readonly compare?: ((a: T, b: T) => number) | undefined;
}

import { describe, expect, it } from "vitest";
import {
  asCompleted,
  Barrier,
  BoundedSemaphore,
  Condition,
  createFuture,
  createTask,
  getRunningLoop,
  LifoQueue,
  PriorityQueue,
  Queue,
  run,
  Semaphore,
  sleep,
  timeout,
  timeoutAt,
  ValueError,
  wait,
  waitFor,
} from "#index";
import { virtualClock, virtualLoop } from "#testing";

/** What anybody may pass by mistake where a number is wanted. */
const noNumbers: readonly unknown[] = [
  Number.NaN,
  "1",
  "0",
  "",
  true,
  false,
  [],
  {},
  1n,
  Symbol("s"),
  Object.create(null),
];

type Way = readonly [name: string, pass: (value: never) => unknown];

const deadlines: readonly Way[] = [
  ["sleep()", (delay) => sleep(delay)],
  ["timeout()", (delay) => timeout(delay)],
  ["timeoutAt()", (when) => timeoutAt(when)],
  ["Timeout.reschedule()", (when) => timeout(1).run(async (scope) => scope.reschedule(when))],
  ["waitFor()", (limit) => waitFor(createFuture(), limit)],
  ["wait()", (limit) => wait([createFuture()], { timeout: limit })],
  ["asCompleted()", (limit) => asCompleted([createFuture()], { timeout: limit })],
  ["callLater()", (delay) => getRunningLoop().callLater(delay, () => undefined)],
  ["callAt()", (when) => getRunningLoop().callAt(when, () => undefined)],
  ["slowCallbackDuration", (seconds) => (getRunningLoop().slowCallbackDuration = seconds)],
  ["virtualClock()", (start) => virtualClock({ start })],
];

const counts: readonly Way[] = [
  ["Semaphore", (value) => new Semaphore(value)],
  ["BoundedSemaphore", (value) => new BoundedSemaphore(value)],
  ["Barrier", (parties) => new Barrier(parties)],
  ["Queue", (maxsize) => new Queue(maxsize)],
  ["LifoQueue", (maxsize) => new LifoQueue(maxsize)],
  ["PriorityQueue", (maxsize) => new PriorityQueue(maxsize)],
  ["Condition.notify()", (n) => notify(n)],
];

function notify(n: number): PromiseLike<void> {
  const condition = new Condition();
  return condition.run(async () => condition.notify(n));
}

/** The error for each value that is not refused with a hint. */
async function notRefused(pass: Way[1], values: readonly unknown[]): Promise<unknown[]> {
  const wrong: unknown[] = [];
  for (const value of values) {
    const error: unknown = await run(async () => void (await pass(value as never)), {
      loopFactory: virtualLoop(),
    }).catch((refusal: unknown) => refusal);
    if (!(error instanceof ValueError) || error.hint === undefined) wrong.push([value, error]);
  }
  return wrong;
}

describe("a deadline that is no number", () => {
  it.each(deadlines)("is refused by %s", async (_, pass) => {
    expect(await notRefused(pass, noNumbers)).toEqual([]);
  });

  it("does not keep a real loop busy", async () => {
    const order: string[] = [];
    await run(async () => {
      const other = createTask(() => sleep(0.01));
      await timeout(1).run(async (scope) => {
        expect(() => scope.reschedule(Number.NaN)).toThrow(ValueError);
        expect(scope.when()).toBeGreaterThan(0);
        order.push("goes on");
        await other;
      });
      order.push("ends");
    });

    expect(order).toEqual(["goes on", "ends"]);
  });
});

describe("a number that counts nothing", () => {
  it.each(counts)("is refused by %s", async (_, pass) => {
    expect(await notRefused(pass, [...noNumbers, 1.5, 1e-9])).toEqual([]);
  });

  it.each(counts)("may be infinite for %s", async (_, pass) => {
    expect(await notRefused(pass, [Infinity])).toEqual([[Infinity, undefined]]);
  });
});

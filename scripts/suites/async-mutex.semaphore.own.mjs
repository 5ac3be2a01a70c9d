// @ts-nocheck -- the suites are JavaScript, as those of other people are
// async-mutex ships no tests: what its tests of semaphores say, in our words, on the clock that they use, and advanced by hand as there.
import { install } from "@sinonjs/fake-timers";
import { E_CANCELED, Semaphore, withTimeout } from "async-mutex";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let clock;
beforeEach(() => void (clock = install({ toNotFake: ["nextTick", "queueMicrotask"] }))); // vitest's workers need them
afterEach(() => clock.uninstall());

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const caught = (promise) => promise.then(undefined, (error) => error);

describe.each([
  ["Semaphore", (places, error) => new Semaphore(places, error)],
  ["withTimeout(Semaphore)", (places, error) => withTimeout(new Semaphore(places, error), 500)],
])("%s", (_, make) => {
  let semaphore;
  beforeEach(() => void (semaphore = make(2)));

  /** Take what is asked for, tell the value, and release after so many milliseconds. */
  async function hold(ms, begins, ...asked) {
    const [value, release] = await semaphore.acquire(...asked);
    begins(value);
    setTimeout(() => release(), ms);
  }

  test("does not block while there are places", async () => {
    const values = [];
    for (const _each of [1, 2]) void semaphore.acquire().then(([value]) => values.push(value));
    await clock.tickAsync(0);
    expect(values).toEqual([2, 1]);
  });

  test.each([
    [[2, 1], [2], [2, 2]],
    [
      [1, 1, 1],
      [2, 1],
      [2, 1, 1],
    ],
  ])("blocks until places are released: weights %j", async (weights, before, after) => {
    const values = [];
    for (const weight of weights) {
      void hold(100, (value) => values.push(value), weight);
    }
    await clock.tickAsync(0);
    expect(values).toEqual(before);
    await clock.runAllAsync();
    expect(values).toEqual(after);
  });

  test("takes who is most important first, also if it is heavier", async () => {
    const order = [];
    const jobs = [
      [1, 0],
      [1, 0],
      [1, -1],
      [2, 1],
    ];
    for (const [weight, priority] of jobs) {
      void hold(100, () => order.push(priority), weight, priority);
    }
    await clock.runAllAsync();
    expect(order).toEqual([0, 0, 1, -1]);
  });

  test("lets a light one that is important skip the line", async () => {
    let ran = false;
    void caught(semaphore.acquire(3, 0));
    void hold(100, () => (ran = true), 1, 1);
    await clock.runAllAsync();
    expect(ran).toBe(true);
  });

  test("lets a heavy one in at last", async () => {
    const heavy = { done: false };
    const light = async () => {
      while (!heavy.done) {
        const [, release] = await semaphore.acquire(1);
        await pause(10);
        release();
      }
    };
    void light();
    await clock.tickAsync(5);
    void light();
    void semaphore.acquire(2).then(() => (heavy.done = true));
    await clock.tickAsync(10);
    await clock.tickAsync(10);
    expect(heavy.done).toBe(true);
  });

  test("counts up again after a release", async () => {
    for (const ms of [100, 200]) void hold(ms, () => undefined);
    await clock.tickAsync(250);
    expect((await semaphore.acquire())[0]).toBe(2);
  });

  test("may begin below zero", async () => {
    const below = make(-2);
    let value;
    void below.acquire().then(([got]) => (value = got));
    below.release(2);
    await clock.tickAsync(0);
    expect(value).toBeUndefined();
    below.release(2);
    await clock.tickAsync(0);
    expect(value).toBe(2);
  });

  test("a releaser releases once", async () => {
    const values = [];
    const [, release] = await semaphore.acquire();
    await semaphore.acquire();
    for (const _each of [1, 2]) void caught(semaphore.acquire()).then(([value]) => values.push(value));
    release();
    release();
    await clock.tickAsync(10);
    expect(values).toEqual([1]);
  });

  test("counts weights", async () => {
    await semaphore.acquire(2);
    expect(semaphore.getValue()).toBe(0);
    semaphore.release(2);
    expect(semaphore.getValue()).toBe(2);
    await semaphore.acquire();
    expect(semaphore.getValue()).toBe(1);
  });

  test("runExclusive() passes its places on, and results", async () => {
    expect(await semaphore.runExclusive((value) => value)).toBe(2);
    expect(await semaphore.runExclusive(async () => 10)).toBe(10);
  });

  test("runExclusive() passes errors on, and releases", async () => {
    await expect(semaphore.runExclusive(() => Promise.reject(new Error("foo")))).rejects.toThrow("foo");
    const failing = semaphore.runExclusive(() => {
      throw new Error("bar");
    });
    await expect(failing).rejects.toThrow("bar");
    expect(semaphore.getValue()).toBe(2);
  });

  test("runExclusive() runs no more than there are places", async () => {
    let has = false;
    void semaphore.acquire();
    void semaphore.runExclusive(async () => {
      await pause(50);
      has = true;
    });
    const second = semaphore.runExclusive(() => has);
    await clock.runAllAsync();
    expect(await second).toBe(true);
  });

  test("runExclusive() takes weights and priorities", async () => {
    const order = [];
    for (const priority of [0, -1, 1]) void semaphore.runExclusive(() => void order.push(priority), 2, priority);
    expect(semaphore.getValue()).toBe(0);
    await clock.runAllAsync();
    expect([order, semaphore.getValue()]).toEqual([[0, 1, -1], 2]);
  });

  test("isLocked() follows the state", async () => {
    expect(semaphore.isLocked()).toBe(false);
    const [first, second] = [semaphore.acquire(), semaphore.acquire()];
    void semaphore.acquire();
    const [, release] = await first;
    release();
    expect(semaphore.isLocked()).toBe(true);
    (await second)[1]();
    expect(semaphore.isLocked()).toBe(false);
  });

  test("setValue() lets in who fits", async () => {
    const empty = make(0);
    const done = [];
    for (const weight of [1, 2, 4]) void caught(empty.acquire(weight).then(() => done.push(weight)));
    empty.setValue(3);
    await clock.runAllAsync();
    expect(done).toEqual([1, 2]);
  });

  test("setValue() lets in a weight above the places", async () => {
    let has = false;
    void semaphore.acquire(4).then(() => (has = true));
    void caught(semaphore.acquire(8));
    semaphore.setValue(4);
    await clock.tickAsync(1);
    expect(has).toBe(true);
  });

  test("cancel() rejects all who wait", async () => {
    await semaphore.acquire(2);
    const waiting = [caught(semaphore.acquire()), caught(semaphore.runExclusive(() => undefined))];
    semaphore.cancel();
    expect(await Promise.all(waiting)).toEqual([E_CANCELED, E_CANCELED]);
  });

  test("cancel() rejects with an error of ours, and whoever was cancelled takes nothing", async () => {
    const error = new Error("mine");
    const own = make(2, error);
    const [, release] = await own.acquire(2);
    const waiting = caught(own.acquire());
    own.cancel();
    expect(await waiting).toBe(error);
    release();
    expect(own.getValue()).toBe(2);
  });

  test("waitForUnlock() waits for as many places as it is told", async () => {
    await semaphore.acquire(2);
    const free = [];
    for (const weight of [1, 2]) void semaphore.waitForUnlock(weight).then(() => free.push(weight));
    await clock.tickAsync(0);
    expect(free).toEqual([]);
    semaphore.release(1);
    await clock.tickAsync(0);
    expect(free).toEqual([1]);
    semaphore.release(1);
    await clock.tickAsync(0);
    expect(free).toEqual([1, 2]);
  });

  test("waitForUnlock() waits behind who is more important", async () => {
    const free = [];
    void caught(semaphore.acquire(3, 1));
    for (const priority of [0, 2, 1]) void caught(semaphore.waitForUnlock(1, priority).then(() => free.push(priority)));
    await clock.runAllAsync();
    expect(free).toEqual([2]);
  });

  test("waitForUnlock() ends as the line gets shorter", async () => {
    let isFree = false;
    const first = semaphore.acquire(2, 2);
    void hold(100, () => undefined, 2, 0);
    void semaphore.waitForUnlock(2, 1).then(() => (isFree = true));
    await clock.tickAsync(0);
    expect(isFree).toBe(false);
    (await first)[1]();
    await clock.tickAsync(0);
    expect(isFree).toBe(true);
    await clock.runAllAsync();
  });

  test.each(["acquire", "release", "waitForUnlock"])("%s() of a negative weight throws", (method) => {
    expect(() => semaphore[method](-1)).toThrow("invalid weight");
  });
});

// @ts-nocheck -- the suites are JavaScript, as those of other people are
// async-mutex ships no tests: what its tests of mutexes say, in our words, on the clock that they use, and advanced by hand as there.
import { install } from "@sinonjs/fake-timers";
import { E_ALREADY_LOCKED, E_CANCELED, E_TIMEOUT, Mutex, Semaphore, tryAcquire, withTimeout } from "async-mutex";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let clock;
beforeEach(() => void (clock = install({ toNotFake: ["nextTick", "queueMicrotask"] }))); // vitest's workers need them
afterEach(() => clock.uninstall());

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const caught = (promise) => promise.then(undefined, (error) => error);

describe.each([
  ["Mutex", (error) => new Mutex(error)],
  ["withTimeout(Mutex)", (error) => withTimeout(new Mutex(error), 500)],
])("%s", (_, make) => {
  let mutex;
  beforeEach(() => void (mutex = make()));

  test("lets in one at a time", async () => {
    let has = false;
    const release = await mutex.acquire();
    setTimeout(() => {
      has = true;
      release();
    }, 50);
    const second = mutex.acquire();
    await clock.runAllAsync();
    (await second)();
    expect(has).toBe(true);
  });

  test("takes who is most important first", async () => {
    const order = [];
    const hold = async (priority) => {
      const release = await mutex.acquire(priority);
      order.push(priority);
      setTimeout(() => release(), 100);
    };
    for (const priority of [0, -1, 1]) void hold(priority);
    await clock.runAllAsync();
    expect(order).toEqual([0, 1, -1]);
  });

  test.each([
    ["a value", () => 10],
    ["a promise", async () => 10],
  ])("runExclusive() passes %s on", async (_name, job) => expect(await mutex.runExclusive(job)).toBe(10));

  test("runExclusive() passes a rejection on", async () => {
    await expect(mutex.runExclusive(() => Promise.reject(new Error("foo")))).rejects.toThrow("foo");
  });

  test("runExclusive() passes an exception on, and unlocks", async () => {
    const failing = mutex.runExclusive(() => {
      throw new Error("foo");
    });
    await expect(failing).rejects.toThrow("foo");
    expect(mutex.isLocked()).toBe(false);
    expect(await mutex.runExclusive(() => "again")).toBe("again");
  });

  test("runExclusive() runs one at a time", async () => {
    let has = false;
    void mutex.runExclusive(async () => {
      await pause(50);
      has = true;
    });
    const second = mutex.runExclusive(() => has);
    await clock.runAllAsync();
    expect(await second).toBe(true);
  });

  test("runExclusive() takes who is most important first", async () => {
    const order = [];
    for (const priority of [0, -1, 1]) void mutex.runExclusive(() => void order.push(priority), priority);
    await clock.runAllAsync();
    expect(order).toEqual([0, 1, -1]);
  });

  test("is unlocked at first", () => expect(mutex.isLocked()).toBe(false));

  test("isLocked() follows the state", async () => {
    const [first, second] = [mutex.acquire(), mutex.acquire()];
    expect(mutex.isLocked()).toBe(true);
    (await first)();
    expect(mutex.isLocked()).toBe(true);
    (await second)();
    expect(mutex.isLocked()).toBe(false);
  });

  test("release() unlocks, and does nothing to what is unlocked", async () => {
    await mutex.acquire();
    mutex.release();
    expect(mutex.isLocked()).toBe(false);
    mutex.release();
  });

  test("release() by three in turn", async () => {
    let count = 0;
    const job = async () => {
      await mutex.acquire();
      count += 1;
      mutex.release();
    };
    await Promise.all([job(), job(), job()]);
    expect(count).toBe(3);
  });

  test("cancel() rejects all who wait", async () => {
    await mutex.acquire();
    const waiting = [caught(mutex.acquire()), caught(mutex.runExclusive(() => undefined))];
    mutex.cancel();
    expect(await Promise.all(waiting)).toEqual([E_CANCELED, E_CANCELED]);
  });

  test("cancel() rejects with an error of ours", async () => {
    const error = new Error("mine");
    const own = make(error);
    await own.acquire();
    const waiting = caught(own.acquire());
    own.cancel();
    expect(await waiting).toBe(error);
  });

  test("who was cancelled does not lock it again", async () => {
    const release = await mutex.acquire();
    void caught(mutex.acquire());
    mutex.cancel();
    expect(mutex.isLocked()).toBe(true);
    release();
    expect(mutex.isLocked()).toBe(false);
  });

  test("waitForUnlock() does not wait for what is unlocked", async () => {
    let count = 0;
    for (const _each of [1, 2]) void mutex.waitForUnlock().then(() => (count += 1));
    await clock.tickAsync(1);
    expect(count).toBe(2);
  });

  test("waitForUnlock() waits for a release", async () => {
    let count = 0;
    const release = await mutex.acquire();
    for (const _each of [1, 2]) void mutex.waitForUnlock().then(() => (count += 1));
    await clock.tickAsync(0);
    expect(count).toBe(0);
    release();
    await clock.tickAsync(0);
    expect(count).toBe(2);
  });

  test("waitForUnlock() waits while others are before it", async () => {
    void mutex.acquire();
    void mutex.acquire();
    let isFree = false;
    void mutex.waitForUnlock().then(() => (isFree = true));
    mutex.release();
    await clock.tickAsync(0);
    expect(isFree).toBe(false);
    mutex.release();
    await clock.tickAsync(0);
    expect(isFree).toBe(true);
  });

  test.each([
    [1, true],
    [-1, false],
  ])("waitForUnlock(%i) comes before those that wait: %s", async (priority, isBefore) => {
    void mutex.acquire(0);
    void mutex.acquire(0);
    let isFree = false;
    void caught(mutex.waitForUnlock(priority)).then(() => (isFree = true));
    mutex.release();
    await clock.tickAsync(0);
    expect(isFree).toBe(isBefore);
  });
});

describe.each([
  ["Mutex", () => new Mutex()],
  ["Semaphore", () => new Semaphore(1)],
])("the timeout of %s", (_, make) => {
  const error = new Error("late");
  const unlocker = (acquired) => (Array.isArray(acquired) ? acquired[1] : acquired);
  const holdFor = (lock, ms) => lock.acquire().then((acquired) => void setTimeout(() => unlocker(acquired)(), ms));
  let lock;
  beforeEach(() => void (lock = withTimeout(make(), 100, error)));

  test("is cleared when the lock is there", async () => {
    unlocker(await lock.acquire())();
    void holdFor(lock, 75);
    await clock.tickAsync(25);
    expect(clock.countTimers()).toBe(1);
  });

  test("rejects acquire()", async () => {
    void holdFor(lock, 150);
    const late = caught(lock.acquire());
    await clock.tickAsync(110);
    expect(await late).toBe(error);
  });

  test("rejects runExclusive(), by E_TIMEOUT if nothing is said", async () => {
    const plain = withTimeout(make(), 100);
    void holdFor(plain, 150);
    const late = caught(plain.runExclusive(() => undefined));
    await clock.tickAsync(110);
    expect(await late).toBe(E_TIMEOUT);
  });

  test("keeps the job of runExclusive() from running", async () => {
    void holdFor(lock, 150);
    let ran = false;
    void caught(lock.runExclusive(() => (ran = true)));
    await clock.tickAsync(160);
    expect(ran).toBe(false);
  });

  test.each([
    ["acquire", () => lock.acquire()],
    ["runExclusive", () => lock.runExclusive(() => undefined)],
  ])("leaves the lock to who comes later: %s()", async (_name, ask) => {
    void holdFor(lock, 150);
    void caught(ask());
    await clock.tickAsync(160);
    let has = false;
    void lock.acquire().then(() => (has = true));
    await clock.tickAsync(0);
    expect(has).toBe(true);
  });

  test("does not lock again when it is cancelled", async () => {
    void holdFor(lock, 150);
    void caught(lock.acquire());
    await clock.tickAsync(120);
    lock.cancel();
    expect(lock.isLocked()).toBe(true);
    await clock.tickAsync(50);
    expect(lock.isLocked()).toBe(false);
  });

  test("rejects waitForUnlock()", async () => {
    void lock.acquire();
    const late = caught(lock.waitForUnlock());
    await clock.tickAsync(120);
    expect(await late).toBe(error);
  });
});

describe.each([
  ["Mutex", () => new Mutex()],
  ["Semaphore", () => new Semaphore(1)],
])("tryAcquire(%s)", (_, make) => {
  test("rejects with an error of ours", async () => {
    const error = new Error("mine");
    const lock = tryAcquire(make(), error);
    await lock.acquire();
    const refused = caught(lock.acquire());
    await clock.tickAsync(0);
    expect(await refused).toBe(error);
  });

  test("rejects with E_ALREADY_LOCKED", async () => {
    const lock = tryAcquire(make());
    await lock.acquire();
    const refused = caught(lock.acquire());
    await clock.tickAsync(0);
    expect(await refused).toBe(E_ALREADY_LOCKED);
  });

  test("locks what is unlocked", async () => {
    const lock = tryAcquire(make());
    await lock.acquire();
    expect(lock.isLocked()).toBe(true);
  });
});

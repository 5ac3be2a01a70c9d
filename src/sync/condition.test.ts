import { describe, expect, it } from "vitest";
import {
  type Body,
  Condition,
  createTask,
  DeadlockError,
  getRunningLoop,
  Lock,
  run,
  RuntimeError,
  sleep,
  type Task,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

/** A task that waits once on `condition` and says so in `woken`. */
function waiting(condition: Condition, woken: string[], name: string): Task<void> {
  return createTask(function* () {
    yield* condition.acquire();
    try {
      yield* condition.wait();
      woken.push(name);
    } finally {
      condition.release();
    }
  });
}

describe("Condition", () => {
  it("wakes as many as it is told to, those first who waited longest", () =>
    onVirtualLoop(function* () {
      const condition = new Condition();
      const woken: string[] = [];
      const tasks = ["a", "b", "c", "d"].map((name) => waiting(condition, woken, name));
      yield* sleep(0);

      yield* condition.run(function* () {
        condition.notify(2);
      });
      yield* sleep(1);
      expect(woken).toEqual(["a", "b"]);

      yield* condition.run(async () => condition.notify());
      yield* sleep(1);
      expect(woken).toEqual(["a", "b", "c"]);

      yield* condition.run(async () => condition.notify(7));
      for (const task of tasks) yield* task;
      expect(woken).toEqual(["a", "b", "c", "d"]);
      expect(String(condition)).toBe("<Condition [unlocked]>");
    }));

  it("counts a waiter that was notified before and has not run yet only once", () =>
    onVirtualLoop(function* () {
      const condition = new Condition();
      const woken: string[] = [];
      for (const name of ["a", "b", "c"]) waiting(condition, woken, name);
      yield* sleep(0);

      yield* condition.run(async () => {
        condition.notify();
        condition.notify();
      });
      yield* sleep(1);

      expect(woken).toEqual(["a", "b"]);
    }));

  it("notifyAll() wakes everybody, one after the other under the lock", () =>
    onVirtualLoop(async () => {
      const condition = new Condition();
      let inside = 0;
      const tasks = [0, 1, 2].map(() =>
        createTask(() =>
          condition.run(async () => {
            expect(await condition.wait()).toBe(true);
            inside += 1;
            expect(inside).toBe(1);
            await sleep(1);
            inside -= 1;
          }),
        ),
      );
      await sleep(0);

      await condition.run(async () => condition.notifyAll());
      for (const task of tasks) await task;

      expect(getRunningLoop().time()).toBe(3);
    }));

  it("notifies nobody who begins to wait later", () =>
    onVirtualLoop(function* () {
      const condition = new Condition();
      const woken: string[] = [];

      yield* condition.run(async () => condition.notifyAll());
      const late = waiting(condition, woken, "late");
      yield* sleep(1);

      expect(late.done()).toBe(false);
    }));

  it("waitFor() asks at once, and again after every notification, and gives the value", () =>
    onVirtualLoop(async () => {
      const condition = new Condition();
      let items = 0;
      let asked = 0;
      const waiter = createTask(() =>
        condition.run(() =>
          condition.waitFor(() => {
            asked += 1;
            expect(condition.locked()).toBe(true);
            return items >= 2 && `${items} items`;
          }),
        ),
      );
      await sleep(0);
      expect(asked).toBe(1);

      for (let round = 0; round < 2; round += 1) {
        await condition.run(async () => {
          items += 1;
          condition.notifyAll();
        });
        await sleep(1);
      }

      expect(await waiter).toBe("2 items");
      expect(asked).toBe(3);
    }));

  it("waitFor() needs no lock if the predicate holds at once", () =>
    onVirtualLoop(async () => {
      expect(await new Condition().waitFor(() => 7)).toBe(7);
    }));

  it("waitFor() hands on what its predicate throws and leaves the lock held", () =>
    onVirtualLoop(async () => {
      const condition = new Condition();
      await condition.acquire();
      const failing = condition.waitFor(() => {
        throw new RangeError("broken");
      });

      await expect(failing).rejects.toThrow("broken");
      expect(condition.locked()).toBe(true);
    }));

  it("shares a lock with other conditions", () =>
    onVirtualLoop(async () => {
      const lock = new Lock();
      const [notFull, notEmpty] = [new Condition(lock), new Condition(lock)];
      const woken: string[] = [];
      waiting(notFull, woken, "not full");
      waiting(notEmpty, woken, "not empty");
      await sleep(0);

      await lock.run(async () => {
        expect(notFull.locked()).toBe(true);
        notEmpty.notify();
      });
      await sleep(1);

      expect(woken).toEqual(["not empty"]);
    }));

  it("wait() and waitFor() refuse to wait without the lock", () =>
    onVirtualLoop(async () => {
      await expect(new Condition().wait()).rejects.toThrowErrorMatchingInlineSnapshot(`
        [RuntimeError: cannot wait on un-acquired lock
          hint: call wait() inside condition.run(body)]
      `);
      await expect(new Condition().waitFor(() => false)).rejects.toThrow("cannot wait on un-acquired lock");
    }));

  it("notify() and notifyAll() refuse to notify without the lock", () => {
    expect(() => new Condition().notify()).toThrowErrorMatchingInlineSnapshot(`
      [RuntimeError: cannot notify on un-acquired lock
        hint: call notify() inside condition.run(body)]
    `);
    expect(() => new Condition().notifyAll()).toThrow(RuntimeError);
  });

  it("release() refuses a lock that is free, with the text of Lock", () => {
    expect(() => new Condition().release()).toThrow("Lock is not acquired.");
  });

  it("refuses to be waited for on two loops, and keeps the lock", async () => {
    const condition = new Condition();
    await onVirtualLoop(async () => {
      waiting(condition, [], "first");
      await sleep(0);
    });

    await onVirtualLoop(async () => {
      const wait = condition.run(() => condition.wait());
      await expect(wait).rejects.toThrow(/^<Condition \[.*\]> is bound to a different event loop/);
    });
  });

  it("is named in a deadlock report", async () => {
    const deadlock = onVirtualLoop(() => {
      const condition = new Condition();
      return condition.run(() => condition.wait());
    });

    await expect(deadlock).rejects.toBeInstanceOf(DeadlockError);
    await expect(deadlock).rejects.toThrow("waits for Condition.wait()");
  });

  it("describes its state", () =>
    onVirtualLoop(async () => {
      const condition = new Condition();
      expect(String(condition)).toBe("<Condition [unlocked]>");

      const waiters = [waiting(condition, [], "a"), waiting(condition, [], "b")];
      await sleep(0);
      await condition.acquire();
      expect(String(condition)).toBe("<Condition [locked, waiters:2]>");

      condition.notifyAll();
      condition.release();
      for (const waiter of waiters) await waiter;
    }));
});

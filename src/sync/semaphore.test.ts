import { describe, expect, it } from "vitest";
import {
  type Body,
  BoundedSemaphore,
  CancelledError,
  createTask,
  DeadlockError,
  gather,
  getRunningLoop,
  run,
  RuntimeError,
  Semaphore,
  sleep,
  ValueError,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

describe.each([{ Kind: Semaphore }, { Kind: BoundedSemaphore }])("$Kind.name", ({ Kind }) => {
  it("does not yield while permits are free", () =>
    onVirtualLoop(function* () {
      const semaphore = new Kind(2);
      let otherRan = false;
      getRunningLoop().callSoon(() => (otherRan = true));

      expect(yield* semaphore.acquire()).toBe(true);
      expect(semaphore.locked()).toBe(false);
      yield* semaphore.acquire();

      expect(semaphore.locked()).toBe(true);
      expect(otherRan).toBe(false);
    }));

  it("has one permit by default", () =>
    onVirtualLoop(async () => {
      const semaphore = new Kind();
      await semaphore.acquire();
      expect(semaphore.locked()).toBe(true);
    }));

  const visits = {
    generator: (semaphore: Semaphore, enter: () => void) =>
      function* () {
        yield* semaphore.acquire();
        enter();
        yield* sleep(1);
        semaphore.release();
      },
    async: (semaphore: Semaphore, enter: () => void) => async () => {
      await semaphore.acquire();
      enter();
      await sleep(1);
      semaphore.release();
    },
    "run(async)": (semaphore: Semaphore, enter: () => void) => async () => {
      await semaphore.run(async () => {
        enter();
        await sleep(1);
      });
    },
  } satisfies Record<string, (semaphore: Semaphore, enter: () => void) => Body<[], void>>;

  it.each(Object.entries(visits))("serves waiters in the order in which they arrived: %s", (_, visit) =>
    onVirtualLoop(async () => {
      const semaphore = new Kind(2);
      const served: string[] = [];

      const tasks = ["a", "b", "c", "d", "e"].map((name) =>
        createTask(visit(semaphore, () => served.push(`${name} at ${getRunningLoop().time()} s`))),
      );
      for (const task of tasks) await task;

      expect(served).toEqual(["a at 0 s", "b at 0 s", "c at 1 s", "d at 1 s", "e at 2 s"]);
    }),
  );

  it("keeps a released permit for the waiter it woke, not for a newcomer (bpo-45997)", () =>
    onVirtualLoop(function* () {
      const semaphore = new Kind(1);
      const order: string[] = [];
      const visit = (name: string) =>
        function* () {
          yield* semaphore.acquire();
          order.push(name);
          yield* sleep(0);
          semaphore.release();
        };
      yield* semaphore.acquire();
      const waiters = [createTask(visit("first")), createTask(visit("second"))];
      yield* sleep(0);

      semaphore.release();
      yield* visit("newcomer")();
      for (const waiter of waiters) yield* waiter;

      expect(order).toEqual(["first", "second", "newcomer"]);
    }));

  it("makes a newcomer wait behind a woken waiter even while permits are free", () =>
    onVirtualLoop(function* () {
      const semaphore = new Kind(2);
      const order: string[] = [];
      const visit = (name: string) =>
        function* () {
          yield* semaphore.acquire();
          order.push(name);
        };
      yield* semaphore.acquire();
      yield* semaphore.acquire();
      const waiter = createTask(visit("waiter"));
      yield* sleep(0);

      semaphore.release();
      semaphore.release();
      expect(semaphore.locked()).toBe(true);
      yield* visit("newcomer")();

      yield* waiter;
      expect(order).toEqual(["waiter", "newcomer"]);
      expect(semaphore.locked()).toBe(true);
    }));

  it("gives the permit to the next one when the woken waiter is cancelled (gh-90155)", () =>
    onVirtualLoop(async () => {
      const semaphore = new Kind(1);
      await semaphore.acquire();
      const cancelled = createTask(() => semaphore.acquire());
      const next = createTask(() => semaphore.acquire());
      await sleep(0);

      semaphore.release();
      cancelled.cancel();

      expect(await next).toBe(true);
      await expect(cancelled).rejects.toBeInstanceOf(CancelledError);
      semaphore.release();
      expect(await semaphore.acquire()).toBe(true);
    }));

  it("keeps the permit when the only woken waiter is cancelled", () =>
    onVirtualLoop(async () => {
      const semaphore = new Kind(1);
      await semaphore.acquire();
      const cancelled = createTask(() => semaphore.acquire());
      await sleep(0);

      semaphore.release();
      cancelled.cancel();
      await sleep(0);

      expect(String(semaphore)).toBe(`<${Kind.name} [unlocked, value:1]>`);
    }));

  it("adds no permit when a waiter is cancelled before the release, in the same turn", () =>
    onVirtualLoop(async () => {
      const semaphore = new Kind(1);
      await semaphore.acquire();
      const cancelled = createTask(() => semaphore.acquire());
      const next = createTask(() => semaphore.acquire());
      await sleep(0);

      cancelled.cancel();
      semaphore.release();

      await next;
      expect(String(semaphore)).toBe(`<${Kind.name} [locked]>`);
    }));

  it("serves those who queued behind cancelled waiters although a permit was free", () =>
    onVirtualLoop(async () => {
      const semaphore = new Kind(3);
      await gather(semaphore.acquire(), semaphore.acquire(), semaphore.acquire());
      const cancelled = [1, 2, 3].map(() => createTask(() => semaphore.acquire()));
      await sleep(0);

      for (let count = 0; count < 3; count += 1) semaphore.release();
      const late = [1, 2, 3].map(() => createTask(() => semaphore.acquire()));
      await sleep(0); // the first three have permits now; the others queue or take none
      expect(cancelled.every((task) => task.done())).toBe(true);
      for (let count = 0; count < 3; count += 1) semaphore.release();

      for (const task of late) expect(await task).toBe(true);
    }));

  it("is released however the body of run() ends", () =>
    onVirtualLoop(async () => {
      const semaphore = new Kind(1);

      await expect(
        semaphore.run(async () => {
          throw new Error("broken");
        }),
      ).rejects.toThrow("broken");
      const task = createTask(() => semaphore.run(() => sleep(10)));
      await sleep(1);
      task.cancel();
      await expect(task).rejects.toBeInstanceOf(CancelledError);

      expect(await semaphore.run(async () => semaphore.locked())).toBe(true);
      expect(semaphore.locked()).toBe(false);
    }));

  it.each([-1, -Infinity])("refuses to start with %d permits", (value) => {
    expect(() => new Kind(value)).toThrow(ValueError);
    expect(() => new Kind(value)).toThrow(/^Semaphore initial value must be >= 0\n {2}hint: /);
  });

  it("may start without permits", () =>
    onVirtualLoop(async () => {
      const semaphore = new Semaphore(0);
      const waiter = createTask(() => semaphore.acquire());
      await sleep(0);
      expect(waiter.done()).toBe(false);

      semaphore.release();

      expect(await waiter).toBe(true);
    }));

  it("refuses to be waited for on two loops", async () => {
    const semaphore = new Kind(0);
    await onVirtualLoop(async () => {
      createTask(() => semaphore.acquire());
      await sleep(0);
    });

    const second = onVirtualLoop(() => semaphore.acquire());

    await expect(second).rejects.toThrow(/Semaphore \[.*\]> is bound to a different event loop/);
    await expect(second).rejects.toBeInstanceOf(RuntimeError);
  });

  it("is named in a deadlock report", async () => {
    const deadlock = onVirtualLoop(() => new Kind(0).acquire());

    await expect(deadlock).rejects.toBeInstanceOf(DeadlockError);
    await expect(deadlock).rejects.toThrow(`waits for ${Kind.name}.acquire()`);
  });

  it("describes its state", () =>
    onVirtualLoop(async () => {
      const semaphore = new Kind(2);
      expect(String(semaphore)).toBe(`<${Kind.name} [unlocked, value:2]>`);
      await semaphore.acquire();
      expect(String(semaphore)).toBe(`<${Kind.name} [unlocked, value:1]>`);
      await semaphore.acquire();
      const waiter = createTask(() => semaphore.acquire());
      await sleep(0);
      expect(String(semaphore)).toBe(`<${Kind.name} [locked, waiters:1]>`);
      semaphore.release();
      await waiter;
    }));
});

describe("Semaphore", () => {
  it("may be released more often than it was acquired", () =>
    onVirtualLoop(async () => {
      const semaphore = new Semaphore(1);

      semaphore.release();
      await semaphore.acquire();
      await semaphore.acquire();

      expect(semaphore.locked()).toBe(true);
    }));

  it("gives one release to one waiter when releases and a cancellation meet", () =>
    onVirtualLoop(async () => {
      const semaphore = new Semaphore(0);
      const tasks = [0, 1, 2, 3].map(() => createTask(() => semaphore.acquire()));
      await sleep(0);

      semaphore.release();
      semaphore.release();
      tasks[0]?.cancel();
      await sleep(1);

      expect(tasks.map((task) => task.done() && !task.cancelled())).toEqual([false, true, true, false]);
      semaphore.release();
      await tasks[3];
    }));
});

describe("BoundedSemaphore", () => {
  it("release() refuses to exceed the initial value", () =>
    onVirtualLoop(async () => {
      const semaphore = new BoundedSemaphore(1);
      await semaphore.acquire();
      semaphore.release();

      expect(() => semaphore.release()).toThrowErrorMatchingInlineSnapshot(`
        [ValueError: BoundedSemaphore released too many times
          hint: call release() once per acquire(), in a finally block, or use semaphore.run(body)]
      `);
      expect(() => semaphore.release()).toThrow(ValueError);
    }));
});

import { describe, expect, it } from "vitest";
import {
  type Body,
  CancelledError,
  createTask,
  DeadlockError,
  getRunningLoop,
  Lock,
  run,
  RuntimeError,
  sleep,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

describe("Lock", () => {
  it("does not yield where it is free", () =>
    onVirtualLoop(function* () {
      const lock = new Lock();
      let otherRan = false;
      createTask(async () => void (otherRan = true));

      expect(yield* lock.acquire()).toBe(true);
      lock.release();
      yield* lock.acquire();

      expect(otherRan).toBe(false);
      expect(lock.locked()).toBe(true);
    }));

  it("does not yield to other tasks where it is free, awaited in native code", () =>
    onVirtualLoop(async () => {
      const lock = new Lock();
      let otherRan = false;
      createTask(async () => void (otherRan = true));

      expect(await lock.acquire()).toBe(true);
      lock.release();
      await lock.acquire();

      expect(otherRan).toBe(false);
    }));

  const visits = {
    generator: (lock: Lock, enter: () => void) =>
      function* () {
        yield* lock.acquire();
        enter();
        yield* sleep(1);
        lock.release();
      },
    async: (lock: Lock, enter: () => void) => async () => {
      await lock.acquire();
      enter();
      await sleep(1);
      lock.release();
    },
    "run(generator)": (lock: Lock, enter: () => void) =>
      function* () {
        yield* lock.run(function* () {
          enter();
          yield* sleep(1);
        });
      },
    "run(async)": (lock: Lock, enter: () => void) => async () => {
      await lock.run(async () => {
        enter();
        await sleep(1);
      });
    },
  } satisfies Record<string, (lock: Lock, enter: () => void) => Body<[], void>>;

  it.each(Object.entries(visits))("serves waiters in the order in which they arrived: %s", (_, visit) =>
    onVirtualLoop(async () => {
      const lock = new Lock();
      const served: string[] = [];

      const tasks = ["a", "b", "c"].map((name) =>
        createTask(visit(lock, () => served.push(`${name} at ${getRunningLoop().time()} s`))),
      );
      for (const task of tasks) await task;

      expect(served).toEqual(["a at 0 s", "b at 1 s", "c at 2 s"]);
      expect(lock.locked()).toBe(false);
    }),
  );

  it("is not given to a newcomer while a woken waiter has not run yet", () =>
    onVirtualLoop(function* () {
      const lock = new Lock();
      const order: string[] = [];
      const visit = (name: string) =>
        function* () {
          yield* lock.acquire();
          order.push(name);
          lock.release();
        };
      yield* lock.acquire();
      const waiter = createTask(visit("waiter"));
      yield* sleep(0);

      lock.release();
      expect(lock.locked()).toBe(false);
      yield* visit("newcomer")();
      yield* waiter;

      expect(order).toEqual(["waiter", "newcomer"]);
    }));

  it("is given to a newcomer at once if everybody ahead is cancelled", () =>
    onVirtualLoop(function* () {
      const lock = new Lock();
      let otherRan = false;
      yield* lock.acquire();
      const cancelled = createTask(() => lock.acquire());
      yield* sleep(0);

      cancelled.cancel();
      lock.release();
      getRunningLoop().callSoon(() => (otherRan = true));
      yield* lock.acquire();

      expect(otherRan).toBe(false);
    }));

  it("passes its turn on when the woken waiter is cancelled (bpo-27585)", () =>
    onVirtualLoop(async () => {
      const lock = new Lock();
      await lock.acquire();
      const cancelled = createTask(() => lock.acquire());
      const next = createTask(() => lock.acquire());
      await sleep(0);

      lock.release();
      cancelled.cancel();

      expect(await next).toBe(true);
      await expect(cancelled).rejects.toBeInstanceOf(CancelledError);
    }));

  it("passes its turn on when the first waiter is cancelled before the release, in the same turn", () =>
    onVirtualLoop(async () => {
      const lock = new Lock();
      await lock.acquire();
      const cancelled = createTask(() => lock.acquire());
      const next = createTask(() => lock.acquire());
      await sleep(0);

      cancelled.cancel();
      lock.release();

      expect(await next).toBe(true);
    }));

  it("never has two owners when a waiter behind the woken one is cancelled (bpo-32734)", () =>
    onVirtualLoop(async () => {
      const lock = new Lock();
      let owners = 0;
      const visit = async (): Promise<void> => {
        await lock.acquire();
        owners += 1;
        expect(owners).toBe(1);
        await sleep(1);
        owners -= 1;
        lock.release();
      };
      await lock.acquire();
      const first = createTask(visit);
      const second = createTask(visit);
      const third = createTask(visit);
      await sleep(0);

      second.cancel();
      lock.release();
      await first;
      await third;

      await expect(second).rejects.toBeInstanceOf(CancelledError);
      expect(lock.locked()).toBe(false);
    }));

  it("leaves the line when a waiter is cancelled, and stays with its holder", () =>
    onVirtualLoop(async () => {
      const lock = new Lock();
      await lock.acquire();
      const waiter = createTask(() => lock.acquire());
      await sleep(0);
      expect(String(lock)).toBe("<Lock [locked, waiters:1]>");

      waiter.cancel();

      await expect(waiter).rejects.toBeInstanceOf(CancelledError);
      expect(String(lock)).toBe("<Lock [locked]>");
    }));

  it("may be released by another task than the one that took it", () =>
    onVirtualLoop(async () => {
      const lock = new Lock();
      await createTask(() => lock.acquire());

      lock.release();

      expect(lock.locked()).toBe(false);
    }));

  it("is released when the body of run() throws, and hands the error on", () =>
    onVirtualLoop(async () => {
      const lock = new Lock();
      const failure = new Error("broken");

      const failing = lock.run(function* () {
        expect(lock.locked()).toBe(true);
        yield* sleep(1);
        throw failure;
      });

      await expect(failing).rejects.toBe(failure);
      expect(lock.locked()).toBe(false);
    }));

  it("is released when the body of run() is cancelled", () =>
    onVirtualLoop(async () => {
      const lock = new Lock();
      const task = createTask(() => lock.run(() => sleep(10)));
      await sleep(1);

      task.cancel();

      await expect(task).rejects.toBeInstanceOf(CancelledError);
      expect(lock.locked()).toBe(false);
    }));

  it("run() gives what its body returns", () =>
    onVirtualLoop(async () => {
      const lock = new Lock();

      expect(await lock.run(async () => "async")).toBe("async");
      expect(await lock.run(() => sleep(1, "coroutine"))).toBe("coroutine");
    }));

  it("release() refuses a lock that is free", () => {
    expect(() => new Lock().release()).toThrowErrorMatchingInlineSnapshot(`
      [RuntimeError: Lock is not acquired.
        hint: call release() once per acquire(), in a finally block, or use lock.run(body)]
    `);
  });

  it("refuses to be waited for on two loops", async () => {
    const lock = new Lock();
    await onVirtualLoop(async () => {
      await lock.acquire();
      createTask(() => lock.acquire());
      await sleep(0);
    });

    const second = onVirtualLoop(() => lock.acquire());

    await expect(second).rejects.toThrow(/^<Lock \[.*\]> is bound to a different event loop/);
    await expect(second).rejects.toBeInstanceOf(RuntimeError);
  });

  it("tells a deadlock report who holds it", async () => {
    const deadlock = onVirtualLoop(async () => {
      const lock = new Lock();
      await createTask(() => lock.acquire(), { name: "keeper" });
      const holder = createTask(
        async () => {
          await lock.acquire();
          await lock.acquire();
        },
        { name: "greedy" },
      );
      lock.release();
      await holder;
    });

    await expect(deadlock).rejects.toBeInstanceOf(DeadlockError);
    await expect(deadlock).rejects.toThrow(/greedy +waits for Lock\.acquire\(\), held by greedy/);
  });

  it("describes its state", () =>
    onVirtualLoop(async () => {
      const lock = new Lock();
      expect(String(lock)).toBe("<Lock [unlocked]>");

      await lock.acquire();
      const waiters = [createTask(() => lock.acquire()), createTask(() => lock.acquire())];
      await sleep(0);
      expect(String(lock)).toBe("<Lock [locked, waiters:2]>");

      lock.release();
      expect(String(lock)).toBe("<Lock [unlocked, waiters:2]>");
      await waiters[0];
      lock.release();
      await waiters[1];
    }));
});

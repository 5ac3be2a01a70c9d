import { describe, expect, it } from "vitest";
import {
  Barrier,
  type Body,
  BrokenBarrierError,
  CancelledError,
  createTask,
  DeadlockError,
  gather,
  getRunningLoop,
  run,
  RuntimeError,
  sleep,
  ValueError,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

describe("Barrier", () => {
  const waits = {
    generator: (barrier: Barrier) =>
      function* () {
        return yield* barrier.wait();
      },
    async: (barrier: Barrier) => async () => await barrier.wait(),
    "run(async)": (barrier: Barrier) => () => barrier.run(async (index) => index),
    "run(generator)": (barrier: Barrier) => () =>
      barrier.run(function* (index) {
        yield* sleep(0);
        return index;
      }),
  } satisfies Record<string, (barrier: Barrier) => Body<[], number>>;

  it.each(Object.entries(waits))("holds everybody until all have come, and numbers them by arrival: %s", (_, wait) =>
    onVirtualLoop(async () => {
      const barrier = new Barrier(3);
      const visit = async (delay: number): Promise<string> => {
        await sleep(delay);
        const index = await createTask(wait(barrier));
        return `${index} at ${getRunningLoop().time()} s`;
      };

      const passed = await gather(
        () => visit(2),
        () => visit(0),
        () => visit(1),
      );

      expect(passed).toEqual(["2 at 2 s", "0 at 2 s", "1 at 2 s"]);
    }),
  );

  it("lets the last one pass without yielding", () =>
    onVirtualLoop(function* () {
      const barrier = new Barrier(1);
      let otherRan = false;
      getRunningLoop().callSoon(() => (otherRan = true));

      expect(yield* barrier.wait()).toBe(0);

      expect(otherRan).toBe(false);
    }));

  it("can be passed again, and never mixes two rounds", () =>
    onVirtualLoop(async () => {
      const barrier = new Barrier(2);
      const rounds: number[][] = [[], [], []];
      const visit = (name: number) => async () => {
        for (const round of rounds) {
          await barrier.wait();
          round.push(name);
        }
      };

      await gather(visit(1), visit(2));

      for (const round of rounds) {
        expect(round).toHaveLength(2);
        expect(new Set(round)).toEqual(new Set([1, 2]));
      }
      expect(String(barrier)).toBe("<Barrier [filling, waiters:0/2]>");
    }));

  it("makes a task wait that comes while the last round is leaving", () =>
    onVirtualLoop(async () => {
      const barrier = new Barrier(2);
      const first = [createTask(() => barrier.wait()), createTask(() => barrier.wait())];
      const late = createTask(() => barrier.wait());
      await sleep(1);
      expect(first.every((task) => task.done())).toBe(true);
      expect(late.done()).toBe(false);
      expect(barrier.nWaiting).toBe(1);

      const fourth = createTask(() => barrier.wait());

      expect(await late).toBe(0);
      expect(await fourth).toBe(1);
    }));

  it("needs one more when a waiter is cancelled", () =>
    onVirtualLoop(async () => {
      const barrier = new Barrier(2);
      const cancelled = createTask(() => barrier.wait());
      await sleep(0);
      expect(barrier.nWaiting).toBe(1);

      cancelled.cancel();
      await expect(cancelled).rejects.toBeInstanceOf(CancelledError);

      expect(barrier.nWaiting).toBe(0);
      expect(await gather(barrier.wait(), barrier.wait())).toEqual([0, 1]);
    }));

  it("opens for the next round when a task is cancelled while it leaves", () =>
    onVirtualLoop(async () => {
      const barrier = new Barrier(2);
      const cancelled = createTask(() => barrier.wait());
      await sleep(0);

      await barrier.wait();
      cancelled.cancel();
      await expect(cancelled).rejects.toBeInstanceOf(CancelledError);

      expect(await gather(barrier.wait(), barrier.wait())).toEqual([0, 1]);
    }));

  it("abort() breaks it for those who wait and those who come", () =>
    onVirtualLoop(async () => {
      const barrier = new Barrier(2);
      const waiter = createTask(() => barrier.wait());
      await sleep(0);

      await barrier.abort();

      expect(barrier.broken).toBe(true);
      expect(barrier.nWaiting).toBe(0);
      await expect(waiter).rejects.toThrowErrorMatchingInlineSnapshot(`
        [BrokenBarrierError: Abort or reset of barrier
          hint: catch it where the round is to be given up]
      `);
      await expect(barrier.wait()).rejects.toThrowErrorMatchingInlineSnapshot(`
        [BrokenBarrierError: Barrier aborted
          hint: await barrier.reset() makes it usable again]
      `);
      await expect(barrier.wait()).rejects.toBeInstanceOf(BrokenBarrierError);
      await expect(barrier.wait()).rejects.toBeInstanceOf(RuntimeError);
    }));

  it("reset() sends those who wait away and begins anew", () =>
    onVirtualLoop(async () => {
      const barrier = new Barrier(2);
      const waiter = createTask(() => barrier.wait());
      await sleep(0);

      await barrier.reset();
      const late = createTask(() => barrier.wait());

      await expect(waiter).rejects.toThrow("Abort or reset of barrier");
      expect(barrier.broken).toBe(false);
      expect(await gather(late, barrier.wait())).toEqual([0, 1]);
    }));

  it("reset() without waiters does nothing", () =>
    onVirtualLoop(async () => {
      const barrier = new Barrier(2);
      await barrier.reset();
      expect(String(barrier)).toBe("<Barrier [filling, waiters:0/2]>");
    }));

  it("reset() mends a broken barrier", () =>
    onVirtualLoop(async () => {
      const barrier = new Barrier(1);
      await barrier.abort();

      await barrier.reset();

      expect(await barrier.wait()).toBe(0);
    }));

  it("stays broken when a waiter leaves after abort()", () =>
    onVirtualLoop(async () => {
      const barrier = new Barrier(3);
      const waiters = [createTask(() => barrier.wait()), createTask(() => barrier.wait())];
      await sleep(0);

      await barrier.abort();
      for (const waiter of waiters) await expect(waiter).rejects.toBeInstanceOf(BrokenBarrierError);

      expect(barrier.broken).toBe(true);
    }));

  it.each([0, -1, -Infinity])("refuses %d parties", (parties) => {
    expect(() => new Barrier(parties)).toThrow(ValueError);
    expect(() => new Barrier(parties)).toThrow(/^parties must be >= 1\n {2}hint: /);
  });

  it("refuses to be waited for on two loops", async () => {
    const barrier = new Barrier(2);
    await onVirtualLoop(async () => {
      createTask(() => barrier.wait());
      await sleep(0);
    });

    await expect(onVirtualLoop(() => barrier.wait())).rejects.toThrow("is bound to a different event loop");
  });

  it("is named in a deadlock report", async () => {
    const deadlock = onVirtualLoop(() => new Barrier(2).wait());

    await expect(deadlock).rejects.toBeInstanceOf(DeadlockError);
    await expect(deadlock).rejects.toThrow("waits for Barrier.wait()");
  });

  it("describes its state", () =>
    onVirtualLoop(async () => {
      const barrier = new Barrier(3);
      expect(barrier.parties).toBe(3);
      const waiters = [createTask(() => barrier.wait()), createTask(() => barrier.wait())];
      await sleep(0);
      expect(String(barrier)).toBe("<Barrier [filling, waiters:2/3]>");

      await barrier.wait();
      expect(String(barrier)).toBe("<Barrier [draining, waiters:0/3]>");
      for (const waiter of waiters) await waiter;

      const last = createTask(() => barrier.wait());
      await sleep(0);
      await barrier.reset();
      expect(String(barrier)).toBe("<Barrier [resetting, waiters:0/3]>");
      await expect(last).rejects.toBeInstanceOf(BrokenBarrierError);

      await barrier.abort();
      expect(String(barrier)).toBe("<Barrier [broken]>");
    }));
});

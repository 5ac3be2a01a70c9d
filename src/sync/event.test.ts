import { describe, expect, it } from "vitest";
import { type Body, CancelledError, createTask, Event, getRunningLoop, run, RuntimeError, sleep } from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

describe("Event", () => {
  it("does not yield where it is set", () =>
    onVirtualLoop(function* () {
      const event = new Event();
      let otherRan = false;
      getRunningLoop().callSoon(() => (otherRan = true));

      event.set();

      expect(event.isSet()).toBe(true);
      expect(yield* event.wait()).toBe(true);
      expect(otherRan).toBe(false);
    }));

  const bodies = {
    generator: (event: Event, pass: (value: boolean) => void) =>
      function* () {
        pass(yield* event.wait());
      },
    async: (event: Event, pass: (value: boolean) => void) => async () => pass(await event.wait()),
  };

  it.each(Object.entries(bodies))("wakes everybody in the order in which they arrived: %s", (_, body) =>
    onVirtualLoop(async () => {
      const event = new Event();
      const woken: string[] = [];
      const tasks = ["a", "b", "c"].map((name) => createTask(body(event, (value) => woken.push(`${name} ${value}`))));
      await sleep(1);
      expect(woken).toEqual([]);

      event.set();
      for (const task of tasks) await task;

      expect(woken).toEqual(["a true", "b true", "c true"]);
    }),
  );

  it("wakes whoever waited even if it is cleared in the same turn", () =>
    onVirtualLoop(function* () {
      const event = new Event();
      const waiter = createTask(() => event.wait());
      yield* sleep(0);

      event.set();
      event.clear();

      expect(event.isSet()).toBe(false);
      expect(yield* waiter).toBe(true);
    }));

  it("does not wake those who came after it was cleared", () =>
    onVirtualLoop(function* () {
      const event = new Event();
      const early = createTask(() => event.wait());
      yield* sleep(0);

      event.set();
      event.clear();
      const late = createTask(() => event.wait());
      yield* early;
      yield* sleep(1);

      expect(late.done()).toBe(false);
      event.set();
      expect(yield* late).toBe(true);
    }));

  it("wakes the others when one waiter is cancelled in the same turn", () =>
    onVirtualLoop(function* () {
      const event = new Event();
      const cancelled = createTask(() => event.wait());
      const other = createTask(() => event.wait());
      yield* sleep(0);

      cancelled.cancel();
      event.set();

      expect(yield* other).toBe(true);
      expect(cancelled.cancelled()).toBe(true);
    }));

  it("lets a waiter that is cancelled leave", () =>
    onVirtualLoop(async () => {
      const event = new Event();
      const waiter = createTask(() => event.wait());
      await sleep(0);
      expect(String(event)).toBe("<Event [unset, waiters:1]>");

      waiter.cancel();

      await expect(waiter).rejects.toBeInstanceOf(CancelledError);
      expect(String(event)).toBe("<Event [unset]>");
    }));

  it("cancels a waiter that was woken and has not run yet", () =>
    onVirtualLoop(async () => {
      const event = new Event();
      const waiter = createTask(() => event.wait());
      await sleep(0);

      event.set();
      expect(String(event)).toBe("<Event [set, waiters:1]>");
      waiter.cancel();

      await expect(waiter).rejects.toBeInstanceOf(CancelledError);
      expect(String(event)).toBe("<Event [set]>");
    }));

  it("refuses to be waited for on two loops", async () => {
    const event = new Event();
    await onVirtualLoop(async () => {
      createTask(() => event.wait());
      await sleep(0);
    });

    const second = onVirtualLoop(() => event.wait());

    await expect(second).rejects.toThrow(/^<Event \[.*\]> is bound to a different event loop/);
    await expect(second).rejects.toBeInstanceOf(RuntimeError);
  });
});

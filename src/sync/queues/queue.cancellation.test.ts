import { describe, expect, it } from "vitest";
import { type Body, CancelledError, createTask, LifoQueue, PriorityQueue, Queue, run, sleep, waitFor } from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

describe.each([{ Kind: Queue }, { Kind: LifoQueue }, { Kind: PriorityQueue }])(
  "$Kind.name, when a waiter is cancelled,",
  ({ Kind }) => {
    it("loses no item when the woken getter is cancelled (bpo-23812)", () =>
      onVirtualLoop(async () => {
        const queue = new Kind<string>();
        const cancelled = createTask(() => queue.get());
        const next = createTask(() => queue.get());
        await sleep(0);

        queue.putNowait("item");
        cancelled.cancel();

        expect(await next).toBe("item");
        await expect(cancelled).rejects.toBeInstanceOf(CancelledError);
      }));

    it("keeps the item when the only woken getter is cancelled", () =>
      onVirtualLoop(async () => {
        const queue = new Kind<string>();
        const cancelled = createTask(() => queue.get());
        await sleep(0);

        queue.putNowait("item");
        cancelled.cancel();
        await sleep(0);

        expect(queue.getNowait()).toBe("item");
      }));

    it("loses no item to a get() that times out as the item arrives", () =>
      onVirtualLoop(async () => {
        const queue = new Kind<string>();
        const getter = createTask(async () => {
          try {
            return await waitFor(queue.get(), 1);
          } catch {
            return "timed out";
          }
        });
        await sleep(1);
        queue.putNowait("item");

        const outcome = await getter;

        expect([outcome, queue.qsize()]).toEqual(outcome === "item" ? ["item", 0] : ["timed out", 1]);
      }));

    it("gives the room to the next putter when the woken one is cancelled", () =>
      onVirtualLoop(async () => {
        const queue = new Kind<string>(1);
        queue.putNowait("first");
        const cancelled = createTask(() => queue.put("cancelled"));
        const next = createTask(() => queue.put("next"));
        await sleep(0);

        expect(queue.getNowait()).toBe("first");
        cancelled.cancel();
        await next;

        expect(queue.getNowait()).toBe("next");
        expect(queue.empty()).toBe(true);
        await expect(cancelled).rejects.toBeInstanceOf(CancelledError);
      }));

    it("forgets cancelled getters and putters", () =>
      onVirtualLoop(async () => {
        const queue = new Kind<number>(1);
        const getter = createTask(() => queue.get());
        await sleep(0);
        expect(String(queue)).toBe(`<${Kind.name} maxsize=1 _getters[1]>`);
        getter.cancel();
        await sleep(0);
        expect(String(queue)).toBe(`<${Kind.name} maxsize=1>`);

        queue.putNowait(1);
        const putter = createTask(() => queue.put(2));
        await sleep(0);
        putter.cancel();
        await sleep(0);
        expect(String(queue)).toBe(`<${Kind.name} maxsize=1 _queue=[1] tasks=1>`);
      }));
  },
);

import { describe, expect, it } from "vitest";
import { type Body, createTask, LifoQueue, PriorityQueue, Queue, QueueShutDown, run, sleep, ValueError } from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

describe.each([{ Kind: Queue }, { Kind: LifoQueue }, { Kind: PriorityQueue }])(
  "$Kind.name after shutdown()",
  ({ Kind }) => {
    it("refuses items, gives out those it holds, and refuses then", () =>
      onVirtualLoop(async () => {
        const queue = new Kind<number>();
        queue.putNowait(1);

        queue.shutdown();

        expect(() => queue.putNowait(2)).toThrow(QueueShutDown);
        await expect(queue.put(2)).rejects.toBeInstanceOf(QueueShutDown);
        expect(await queue.get()).toBe(1);
        await expect(queue.get()).rejects.toBeInstanceOf(QueueShutDown);
        expect(() => queue.getNowait()).toThrow(QueueShutDown);
      }));

    it("refuses an item with QueueShutDown, not QueueFull, if it is full as well", () =>
      onVirtualLoop(async () => {
        const queue = new Kind<number>(1);
        queue.putNowait(1);
        queue.shutdown();

        expect(() => queue.putNowait(2)).toThrow(QueueShutDown);
        await expect(queue.put(2)).rejects.toBeInstanceOf(QueueShutDown);
      }));

    it("all who waited in get() or put() fail", () =>
      onVirtualLoop(async () => {
        const empty = new Kind<number>();
        const full = new Kind<number>(1);
        full.putNowait(1);
        const tasks = [
          createTask(() => empty.get()),
          createTask(() => empty.get()),
          createTask(() => full.put(2)),
          createTask(() => full.put(3)),
        ];
        await sleep(0);

        empty.shutdown();
        full.shutdown();

        for (const task of tasks) await expect(task).rejects.toBeInstanceOf(QueueShutDown);
        expect(full.qsize()).toBe(1);
      }));

    it("a putter that was woken for room just before fails too", () =>
      onVirtualLoop(async () => {
        const queue = new Kind<number>(1);
        queue.putNowait(1);
        const putter = createTask(() => queue.put(2));
        await sleep(0);

        queue.getNowait();
        queue.shutdown();

        await expect(putter).rejects.toBeInstanceOf(QueueShutDown);
        expect(queue.empty()).toBe(true);
      }));

    it("a getter that was woken for an item just before gets it", () =>
      onVirtualLoop(async () => {
        const queue = new Kind<number>();
        const getter = createTask(() => queue.get());
        await sleep(0);

        queue.putNowait(1);
        queue.shutdown();

        expect(await getter).toBe(1);
      }));

    it("join() still waits for the items that were put in", () =>
      onVirtualLoop(async () => {
        const queue = new Kind<number>();
        queue.putNowait(1);
        queue.shutdown();
        const joiner = createTask(() => queue.join());
        await sleep(0);
        expect(joiner.done()).toBe(false);

        await queue.get();
        queue.taskDone();
        await joiner;
      }));

    it("immediate: throws the items away and ends join() unless an item is still worked on", () =>
      onVirtualLoop(async () => {
        const queue = new Kind<number>();
        for (const item of [1, 2, 3]) queue.putNowait(item);
        await queue.get();
        const joiner = createTask(() => queue.join());
        await sleep(0);

        queue.shutdown(true);
        await sleep(0);

        expect(String(queue)).toBe(`<${Kind.name} maxsize=0 tasks=1 shutdown>`);
        await expect(queue.get()).rejects.toBeInstanceOf(QueueShutDown);
        expect(joiner.done()).toBe(false);
        queue.taskDone();
        await joiner;
      }));

    it("immediate: ends join() at once if no item is worked on", () =>
      onVirtualLoop(async () => {
        const queue = new Kind<number>();
        queue.putNowait(1);
        const joiner = createTask(() => queue.join());
        await sleep(0);

        queue.shutdown(true);

        await joiner;
        expect(queue.empty()).toBe(true);
      }));

    it("immediate: leaves the count alone where taskDone() was called before get()", () => {
      const queue = new Kind<number>();
      for (const item of [1, 2]) queue.putNowait(item);
      queue.taskDone();
      queue.taskDone();

      queue.shutdown(true);

      expect(() => queue.taskDone()).toThrow(ValueError);
    });

    it("may be called twice, the second time with immediate", () =>
      onVirtualLoop(async () => {
        const queue = new Kind<number>();
        queue.putNowait(1);
        queue.shutdown();
        queue.shutdown(true);

        await expect(queue.get()).rejects.toBeInstanceOf(QueueShutDown);
        await queue.join();
      }));
  },
);

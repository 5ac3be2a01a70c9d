import { describe, expect, it } from "vitest";
import {
  type Body,
  createTask,
  DeadlockError,
  getRunningLoop,
  LifoQueue,
  PriorityQueue,
  Queue,
  QueueEmpty,
  QueueFull,
  QueueShutDown,
  run,
  RuntimeError,
  sleep,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

describe.each([{ Kind: Queue }, { Kind: LifoQueue }, { Kind: PriorityQueue }])("$Kind.name", ({ Kind }) => {
  it("does not yield where there is room and where there is an item", () =>
    onVirtualLoop(function* () {
      const queue = new Kind<number>(1);
      let otherRan = false;
      getRunningLoop().callSoon(() => (otherRan = true));

      yield* queue.put(1);

      expect(yield* queue.get()).toBe(1);
      expect(otherRan).toBe(false);
    }));

  it("makes put() wait for room and get() for an item", () =>
    onVirtualLoop(async () => {
      const queue = new Kind<number>(1);
      const times: string[] = [];
      const producer = createTask(async () => {
        for (const item of [1, 2, 3]) {
          await queue.put(item);
          times.push(`put ${item} at ${getRunningLoop().time()} s`);
        }
      });
      const consumer = createTask(function* () {
        for (let count = 0; count < 3; count += 1) {
          yield* sleep(1);
          times.push(`got ${yield* queue.get()} at ${getRunningLoop().time()} s`);
        }
      });
      await producer;
      await consumer;

      expect(times).toEqual([
        "put 1 at 0 s",
        "got 1 at 1 s",
        "put 2 at 1 s",
        "got 2 at 2 s",
        "put 3 at 2 s",
        "got 3 at 3 s",
      ]);
    }));

  it("wakes getters in the order in which they arrived", () =>
    onVirtualLoop(async () => {
      const queue = new Kind<number>();
      const getters = [0, 1, 2].map(() => createTask(() => queue.get()));
      await sleep(0);

      for (const item of [10, 11, 12]) {
        queue.putNowait(item);
        await sleep(0);
      }

      expect(getters.map((getter) => getter.result())).toEqual([10, 11, 12]);
    }));

  it("wakes putters in the order in which they arrived", () =>
    onVirtualLoop(async () => {
      const queue = new Kind<number>(1);
      queue.putNowait(0);
      for (const item of [1, 2, 3]) createTask(() => queue.put(item));
      await sleep(0);

      const got: number[] = [];
      for (let count = 0; count < 4; count += 1) got.push(await queue.get());

      expect(got).toEqual([0, 1, 2, 3]);
    }));

  it("makes a woken getter wait on if somebody took the item before it ran", () =>
    onVirtualLoop(async () => {
      const queue = new Kind<string>();
      const getter = createTask(() => queue.get());
      await sleep(0);

      queue.putNowait("taken");
      expect(queue.getNowait()).toBe("taken");
      await sleep(0);
      expect(getter.done()).toBe(false);

      queue.putNowait("next");
      expect(await getter).toBe("next");
    }));

  it("makes a woken putter wait on if somebody took the room before it ran", () =>
    onVirtualLoop(async () => {
      const queue = new Kind<number>(1);
      queue.putNowait(1);
      const putter = createTask(() => queue.put(2));
      await sleep(0);

      queue.getNowait();
      queue.putNowait(3);
      await sleep(0);
      expect(putter.done()).toBe(false);

      expect(queue.getNowait()).toBe(3);
      await putter;
      expect(queue.getNowait()).toBe(2);
    }));

  it("may hold any number of items without a maxsize", () => {
    const queue = new Kind<number>();
    expect(queue.maxsize).toBe(0);
    for (let item = 0; item < 5_000; item += 1) queue.putNowait(item);
    expect(queue.qsize()).toBe(5_000);
    expect(queue.full()).toBe(false);
    while (!queue.empty()) queue.getNowait();
    expect(queue.qsize()).toBe(0);
  });

  it("says whether it is full or empty", () => {
    const queue = new Kind<number>(2);
    expect([queue.maxsize, queue.empty(), queue.full()]).toEqual([2, true, false]);
    queue.putNowait(1);
    expect([queue.qsize(), queue.empty(), queue.full()]).toEqual([1, false, false]);
    queue.putNowait(2);
    expect([queue.qsize(), queue.empty(), queue.full()]).toEqual([2, false, true]);
  });

  it("putNowait() refuses an item while it is full", () => {
    const queue = new Kind<number>(1);
    queue.putNowait(1);
    expect(() => queue.putNowait(2)).toThrow(QueueFull);
    expect(queue.qsize()).toBe(1);
  });

  it("getNowait() refuses while it is empty", () => {
    expect(() => new Kind<number>().getNowait()).toThrow(QueueEmpty);
  });

  it("refuses to be waited for on two loops", async () => {
    const queue = new Kind<number>();
    await onVirtualLoop(async () => {
      createTask(() => queue.get());
      await sleep(0);
    });

    const second = onVirtualLoop(() => queue.get());

    await expect(second).rejects.toThrow(/^<\w+ maxsize=0.*> is bound to a different event loop/);
    await expect(second).rejects.toBeInstanceOf(RuntimeError);
  });

  it("is named in a deadlock report", async () => {
    const deadlock = onVirtualLoop(async () => {
      const queue = new Kind<number>(1);
      queue.putNowait(1);
      createTask(() => queue.put(2), { name: "putter" });
      createTask(() => queue.join(), { name: "joiner" });
      await new Kind<number>().get();
    });

    await expect(deadlock).rejects.toBeInstanceOf(DeadlockError);
    await expect(deadlock).rejects.toThrow(`waits for ${Kind.name}.get()`);
    await expect(deadlock).rejects.toThrow(`waits for ${Kind.name}.put()`);
    await expect(deadlock).rejects.toThrow(`waits for ${Kind.name}.join()`);
  });
});

describe("Queue", () => {
  it("is first in, first out, across the growth of its store", () => {
    const queue = new Queue<number>();
    const got: number[] = [];
    for (let item = 0; item < 5_000; item += 1) {
      queue.putNowait(item);
      if (item % 3 === 0) got.push(queue.getNowait());
    }
    while (!queue.empty()) got.push(queue.getNowait());

    expect(got).toEqual(Array.from({ length: 5_000 }, (_, item) => item));
    queue.putNowait(7);
    expect(queue.getNowait()).toBe(7);
  });

  it("holds undefined like any other item", () => {
    const queue = new Queue<undefined>();
    queue.putNowait(undefined);
    expect(queue.qsize()).toBe(1);
    expect(queue.getNowait()).toBeUndefined();
  });

  it("calls what a subclass overrides", () =>
    onVirtualLoop(async () => {
      const log: string[] = [];
      class Logged extends Queue<string> {
        override putNowait(item: string): void {
          log.push(`put ${item}`);
          super.putNowait(item);
        }
        override getNowait(): string {
          const item = super.getNowait();
          log.push(`got ${item}`);
          return item;
        }
      }
      const queue = new Logged();

      await queue.put("item");
      await queue.get();

      expect(log).toEqual(["put item", "got item"]);
    }));

  it("describes its state", () =>
    onVirtualLoop(async () => {
      const queue = new Queue<unknown>(2);
      expect(String(queue)).toBe("<Queue maxsize=2>");
      queue.putNowait([1, "one"]);
      queue.putNowait(2);
      const putter = createTask(() => queue.put(3));
      await sleep(0);
      queue.shutdown();
      expect(String(queue)).toBe("<Queue maxsize=2 _queue=[[1, 'one'], 2] tasks=2 shutdown>");
      await expect(putter).rejects.toBeInstanceOf(QueueShutDown);
    }));
});

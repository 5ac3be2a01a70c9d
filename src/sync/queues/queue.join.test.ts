import { describe, expect, it } from "vitest";
import {
  type Body,
  CancelledError,
  createTask,
  getRunningLoop,
  LifoQueue,
  PriorityQueue,
  Queue,
  run,
  sleep,
  ValueError,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

describe.each([{ Kind: Queue }, { Kind: LifoQueue }, { Kind: PriorityQueue }])("$Kind.name.join()", ({ Kind }) => {
  it("join() waits until every item is marked as done", () =>
    onVirtualLoop(async () => {
      const queue = new Kind<number>();
      for (const item of [1, 2]) queue.putNowait(item);
      const joiners = [createTask(() => queue.join()), createTask(() => queue.join())];
      const worker = createTask(async () => {
        for (let count = 0; count < 2; count += 1) {
          await queue.get();
          await sleep(1);
          queue.taskDone();
        }
      });
      await sleep(1.5);
      expect(joiners.some((joiner) => joiner.done())).toBe(false);

      for (const joiner of joiners) await joiner;

      expect(getRunningLoop().time()).toBe(2);
      await worker;
    }));

  it("join() does not yield where nothing is left to do", () =>
    onVirtualLoop(function* () {
      const queue = new Kind<number>();
      let otherRan = false;
      getRunningLoop().callSoon(() => (otherRan = true));

      yield* queue.join();
      queue.putNowait(1);
      queue.getNowait();
      queue.taskDone();
      yield* queue.join();

      expect(otherRan).toBe(false);
    }));

  it("join() ends once all was done although an item was put in since", () =>
    onVirtualLoop(async () => {
      const queue = new Kind<number>();
      queue.putNowait(1);
      const joiner = createTask(() => queue.join());
      await sleep(0);

      queue.taskDone();
      queue.putNowait(2);

      await joiner;
      expect(queue.qsize()).toBe(2);
    }));

  it("join() can be cancelled", () =>
    onVirtualLoop(async () => {
      const queue = new Kind<number>();
      queue.putNowait(1);
      const joiner = createTask(() => queue.join());
      await sleep(0);

      joiner.cancel();
      await expect(joiner).rejects.toBeInstanceOf(CancelledError);

      queue.taskDone();
      await queue.join();
    }));

  it("taskDone() refuses to be called more often than items were put in", () => {
    const queue = new Kind<number>();
    queue.putNowait(1);
    queue.taskDone();
    expect(() => queue.taskDone()).toThrow(ValueError);
    expect(() => queue.taskDone()).toThrow(/^task_done\(\) called too many times\n {2}hint: /);
  });
});

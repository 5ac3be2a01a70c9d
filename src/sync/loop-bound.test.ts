import { describe, expect, it } from "vitest";
import { type Body, Condition, type Coroutine, createTask, Event, Lock, Queue, run, Semaphore, sleep } from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

/** Step `waiting` to its first wait, run `meanwhile`, and close it. */
function closeLate(waiting: Coroutine<unknown>, meanwhile: () => void = () => {}): void {
  expect(waiting[Symbol.iterator]().next().done).toBe(false);
  meanwhile();
  waiting.close();
}

describe("a coroutine that is closed while it waits", () => {
  it("leaves the line of a Lock, an Event, a Semaphore and a Queue", () =>
    onVirtualLoop(function* () {
      const lock = new Lock();
      yield* lock.acquire();
      closeLate(lock.acquire());
      expect(String(lock)).toBe("<Lock [locked]>");

      const event = new Event();
      closeLate(event.wait());
      expect(String(event)).toBe("<Event [unset]>");

      const semaphore = new Semaphore(0);
      closeLate(semaphore.acquire());
      expect(String(semaphore)).toBe("<Semaphore [locked]>");

      const queue = new Queue<number>(1);
      closeLate(queue.get());
      expect(String(queue)).toBe("<Queue maxsize=1>");
      queue.putNowait(1);
      closeLate(queue.put(2));
      closeLate(queue.join());
      expect(String(queue)).toBe("<Queue maxsize=1 _queue=[1] tasks=1>");
    }));

  it("hands the item that it was woken for to the next getter", () =>
    onVirtualLoop(function* () {
      const queue = new Queue<string>();
      const closed = queue.get();
      expect(closed[Symbol.iterator]().next().done).toBe(false);
      const next = createTask(() => queue.get());
      yield* sleep(0);

      queue.putNowait("item");
      closed.close();

      expect(yield* next).toBe("item");
    }));

  it("takes the lock of a Condition back and hands its notification on", () =>
    onVirtualLoop(function* () {
      const condition = new Condition();
      const next = createTask(() => condition.run(() => condition.wait()));
      yield* sleep(0);

      yield* condition.acquire();
      closeLate(condition.wait());

      expect(condition.locked()).toBe(true);
      condition.release();
      expect(yield* next).toBe(true);
    }));
});

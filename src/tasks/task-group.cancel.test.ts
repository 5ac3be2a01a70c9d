import { describe, expect, it } from "vitest";
import {
  type Body,
  CancelledError,
  coroutine,
  createTask,
  currentTask,
  eagerTaskFactory,
  type ExceptionGroup,
  getRunningLoop,
  run,
  sleep,
  TaskGroup,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

const failure = new Error("broken");
const fail = coroutine(function* (seconds: number, thrown: unknown = failure) {
  yield* sleep(seconds);
  throw thrown;
});

const errorOf = (awaitable: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(awaitable.then(null, (error: unknown) => error));

describe("a TaskGroup whose task is cancelled", () => {
  it.each([
    ["while the body waits", () => sleep(50)],
    ["while it waits for its children", async () => {}],
  ])("%s, cancels its children and passes the cancellation on", (_, wait: () => PromiseLike<void>) =>
    onVirtualLoop(async () => {
      const ended: string[] = [];
      const task = createTask(() =>
        new TaskGroup().run(async (group) => {
          for (const name of ["a", "b"]) {
            group.createTask(async () => {
              try {
                await sleep(100);
              } finally {
                ended.push(name);
              }
            });
          }
          await wait();
        }),
      );
      await sleep(1);

      task.cancel("enough");

      await expect(task).rejects.toThrow(new CancelledError("enough"));
      expect([ended, task.cancelling(), getRunningLoop().time()]).toEqual([["a", "b"], 1, 1]);
    }),
  );

  it("waits for children that take their time, though it is cancelled again", () =>
    onVirtualLoop(async () => {
      const task = createTask(() =>
        new TaskGroup().run(async (group) => {
          group.createTask(async () => {
            await sleep(100).then(null, () => sleep(5));
          });
        }),
      );
      await sleep(1);
      task.cancel("first");
      await sleep(1);
      task.cancel("second");

      await expect(task).rejects.toThrow(new CancelledError("first"));
      expect(getRunningLoop().time()).toBe(6);
    }));

  it("fails with the errors of its children rather than with the cancellation, and is cancelled at its next wait (gh-116720)", () =>
    onVirtualLoop(async () => {
      const seen: unknown[] = [];
      const task = createTask(async () => {
        const group = new TaskGroup().run(async (tasks) => {
          tasks.createTask(() => sleep(100).then(null, () => Promise.reject(failure)));
          await sleep(100);
        });
        seen.push(((await errorOf(group)) as ExceptionGroup).errors, currentTask()?.cancelling());
        await sleep(100);
        seen.push("never");
      });
      await sleep(1);

      task.cancel();

      await expect(task).rejects.toBeInstanceOf(CancelledError);
      expect(seen).toEqual([[failure], 1]);
    }));

  it("in a group within a group that both fail: the outer body does not run on (gh-116720)", () =>
    onVirtualLoop(async () => {
      const seen: string[] = [];
      const outerFailure = new Error("outer");

      const error = await errorOf(
        new TaskGroup().run(async (outer) => {
          outer.createTask(fail(1, outerFailure));
          const inner = new TaskGroup().run(async (group) => {
            group.createTask(fail(1));
            await sleep(100);
          });
          const caught = (await errorOf(inner)) as ExceptionGroup;
          seen.push(`inner: ${String(caught.errors[0])}`);
          await sleep(100);
          seen.push("never");
        }),
      );

      expect(seen).toEqual(["inner: Error: broken"]);
      expect((error as ExceptionGroup).errors).toEqual([outerFailure]);
      expect(currentTask()?.cancelling()).toBe(0);
    }));
});

describe("a TaskGroup with eager children", () => {
  const eagerly = <T>(main: Body<[], T>): Promise<T> =>
    onVirtualLoop(function* () {
      getRunningLoop().setTaskFactory(eagerTaskFactory);
      return yield* coroutine(main)();
    });

  it("ends at once if they do not wait", () =>
    eagerly(function* () {
      const results: number[] = [];

      yield* new TaskGroup().run(function* (group) {
        for (const i of [1, 2, 3]) {
          group.createTask(function* () {
            results.push(i);
          });
        }
        results.push(0);
      });

      expect(results).toEqual([1, 2, 3, 0]);
    }));

  it("counts one that failed in its first step: the body goes on to its next wait (gh-128550)", () =>
    eagerly(function* () {
      const log: string[] = [];
      const group = new TaskGroup().run(function* (tasks) {
        tasks.createTask(function* (): Generator<never, void, void> {
          throw failure;
        });
        log.push("went on");
        yield* sleep(100);
        log.push("never");
      });

      let error: unknown;
      try {
        yield* group;
      } catch (caught) {
        error = caught;
      }

      expect([log, (error as ExceptionGroup).errors, getRunningLoop().time()]).toEqual([["went on"], [failure], 0]);
    }));

  it("fails even if an eager child has failed before the body ends without a wait (gh-128588)", () =>
    eagerly(function* () {
      const group = createTask(
        new TaskGroup().run(function* (tasks) {
          tasks.createTask(function* (): Generator<never, void, void> {
            throw failure;
          });
        }),
      );

      let error: unknown;
      try {
        yield* group;
      } catch (caught) {
        error = caught;
      }

      expect((error as ExceptionGroup).errors).toEqual([failure]);
    }));

  it("waits for native ones", () =>
    eagerly(async () => {
      const log: string[] = [];

      await new TaskGroup().run(async (group) => {
        for (const name of ["a", "b"]) {
          group.createTask(async () => {
            log.push(`${name} begins`);
            await sleep(1);
            log.push(`${name} ends`);
          });
        }
        log.push("body ends");
      });

      expect(log).toEqual(["a begins", "b begins", "body ends", "a ends", "b ends"]);
    }));
});

describe("a TaskGroup with many children", () => {
  it("waits for 10,000 that end in any order", () =>
    onVirtualLoop(function* () {
      let ended = 0;

      yield* new TaskGroup().run(function* (group) {
        for (let i = 0; i < 10_000; i++) {
          group.createTask(function* () {
            yield* sleep((i * 7919) % 101);
            ended += 1;
          });
        }
      });

      expect([ended, getRunningLoop().time()]).toEqual([10_000, 100]);
    }));

  it("cancels them in the order of their creation", () =>
    onVirtualLoop(async () => {
      const cancelled: number[] = [];

      await errorOf(
        new TaskGroup().run(async (group) => {
          for (const i of [1, 2, 3, 4]) {
            group.createTask(() => sleep(i === 2 ? 1 : 100).then(null, () => void cancelled.push(i)));
          }
          await sleep(2);
          throw failure;
        }),
      );

      expect(cancelled).toEqual([1, 3, 4]);
    }));
});

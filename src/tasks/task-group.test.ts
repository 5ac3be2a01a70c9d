import { describe, expect, it } from "vitest";
import {
  type Body,
  coroutine,
  currentTask,
  type ExceptionGroup,
  getRunningLoop,
  run,
  sleep,
  type Task,
  TaskGroup,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

const failure = new Error("broken");
const fail = coroutine(function* (seconds: number, thrown: unknown) {
  yield* sleep(seconds);
  throw thrown;
});

/** The group of errors that `group` ended with. */
async function errorsOf(body: Body<[TaskGroup], unknown>): Promise<ExceptionGroup> {
  return (await new TaskGroup().run(body).then(null, (error: unknown) => error)) as ExceptionGroup;
}

describe.each<[name: string, body: (group: TaskGroup, log: string[]) => Body<[TaskGroup], string>]>([
  [
    "generator",
    (_, log) =>
      function* (group) {
        group.createTask(function* () {
          yield* sleep(2);
          log.push(`child at ${getRunningLoop().time()}`);
        });
        yield* sleep(1);
        log.push(`body at ${getRunningLoop().time()}`);
        return "value";
      },
  ],
  [
    "async",
    (_, log) => async (group) => {
      group.createTask(async () => {
        await sleep(2);
        log.push(`child at ${getRunningLoop().time()}`);
      });
      await sleep(1);
      log.push(`body at ${getRunningLoop().time()}`);
      return "value";
    },
  ],
])("TaskGroup.run() (%s)", (_, body) => {
  it("waits for the children after the body, and gives the value of the body to `await`", () =>
    onVirtualLoop(async () => {
      const [group, log] = [new TaskGroup(), [] as string[]];

      expect(await group.run(body(group, log))).toBe("value");

      expect(log).toEqual(["body at 1", "child at 2"]);
    }));

  it("does the same for `yield*`", () =>
    onVirtualLoop(function* () {
      const [group, log] = [new TaskGroup(), [] as string[]];

      expect(yield* group.run(body(group, log))).toBe("value");

      expect([...log, getRunningLoop().time()]).toEqual(["body at 1", "child at 2", 2]);
    }));
});

describe("TaskGroup", () => {
  it("runs its body in the calling task", () =>
    onVirtualLoop(async () => {
      const own = currentTask();

      expect(await new TaskGroup().run(async () => currentTask() === own)).toBe(true);
    }));

  it("passes the settings of createTask() on", () =>
    onVirtualLoop(async () => {
      const name = await new TaskGroup().run(async (group) =>
        group.createTask(async () => {}, { name: "own" }).getName(),
      );

      expect(name).toBe("own");
    }));

  it("lets a child make further children, also while it waits for the end", () =>
    onVirtualLoop(async () => {
      const log: string[] = [];

      await new TaskGroup().run(async (group) => {
        group.createTask(async () => {
          await sleep(1);
          group.createTask(async () => {
            await sleep(1);
            log.push("grandchild");
          });
        });
      });

      expect([log, getRunningLoop().time()]).toEqual([["grandchild"], 2]);
    }));

  it("fails with a group of all errors, and cancels the other children and the body", () =>
    onVirtualLoop(async () => {
      const cancelled: string[] = [];
      const long = (name: string) => async () => {
        await sleep(100).then(null, (error: unknown) => {
          cancelled.push(name);
          throw error;
        });
      };

      const errors = await errorsOf(async (group) => {
        group.createTask(long("child"));
        group.createTask(fail(1, failure));
        await long("body")();
      });

      expect([errors.name, errors.text, errors.errors]).toEqual([
        "ExceptionGroup",
        "unhandled errors in a TaskGroup",
        [failure],
      ]);
      expect([cancelled, getRunningLoop().time()]).toEqual([["child", "body"], 1]);
    }));

  it("collects the errors of children in the order in which they fail, then that of the body", () =>
    onVirtualLoop(async () => {
      const [second, third] = [new Error("second"), new Error("third")];

      const errors = await errorsOf(async (group) => {
        group.createTask(() => sleep(100).then(null, () => Promise.reject(second)));
        group.createTask(fail(1, failure));
        await sleep(100).then(null, () => Promise.reject(third));
      });

      expect(errors.errors).toEqual([failure, second, third]);
    }));

  it("fails with the error of the body in a group, after its children were cancelled", () =>
    onVirtualLoop(async () => {
      let child: Task<void> | undefined;

      const errors = await errorsOf(async (group) => {
        child = group.createTask(sleep(100));
        await sleep(1);
        throw failure;
      });

      expect([errors.errors, child?.cancelled(), getRunningLoop().time()]).toEqual([[failure], true, 1]);
    }));

  it.each([undefined, null])("fails if a child or the body throws %s", (thrown) =>
    onVirtualLoop(async () => {
      const ofChild = await errorsOf(async (group) => void group.createTask(fail(1, thrown)));
      const ofBody = await errorsOf(() => Promise.reject(thrown));

      expect([ofChild.errors, ofBody.errors]).toEqual([[thrown], [thrown]]);
    }),
  );

  it("does not fail if a child is cancelled", () =>
    onVirtualLoop(async () => {
      const value = await new TaskGroup().run(async (group) => {
        const child = group.createTask(sleep(100));
        await sleep(0);
        child.cancel();
        return "value";
      });

      expect(value).toBe("value");
    }));

  it("leaves no cancellation behind that it made itself", () =>
    onVirtualLoop(async () => {
      await errorsOf(async (group) => {
        group.createTask(fail(1, failure));
        await sleep(100);
      });

      expect(currentTask()?.cancelling()).toBe(0);
      await sleep(1);
      expect(getRunningLoop().time()).toBe(2);
    }));

  it("does not cancel the body if it fails while the body does not wait any more", () =>
    onVirtualLoop(async () => {
      const errors = await errorsOf(async (group) => {
        group.createTask(fail(1, failure));
        return "value";
      });

      expect([errors.errors, currentTask()?.cancelling()]).toEqual([[failure], 0]);
    }));

  it("keeps a value that the body returns in spite of the cancellation to itself", () =>
    onVirtualLoop(async () => {
      const errors = await errorsOf(async (group) => {
        group.createTask(fail(1, failure));
        await sleep(100).then(null, () => {});
        return "value";
      });

      expect(errors.errors).toEqual([failure]);
    }));
});

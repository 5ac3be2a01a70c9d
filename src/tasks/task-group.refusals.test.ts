import { describe, expect, it } from "vitest";
import { type Body, type ExceptionGroup, getRunningLoop, run, RuntimeError, sleep, TaskGroup } from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

describe("TaskGroup.createTask()", () => {
  const refusal = async (make: () => unknown): Promise<string> => {
    try {
      await make();
    } catch (error) {
      expect(error).toBeInstanceOf(RuntimeError);
      return (error as Error).message.split("\n")[0] ?? "";
    }
    return "accepted";
  };

  it("is refused before run()", () =>
    onVirtualLoop(async () => {
      expect(await refusal(() => new TaskGroup().createTask(sleep(1)))).toBe(
        "TaskGroup <TaskGroup> has not been entered",
      );
    }));

  it("is refused when the group is finished", () =>
    onVirtualLoop(async () => {
      const group = new TaskGroup();
      await group.run(async () => {});

      expect(await refusal(() => group.createTask(sleep(1)))).toBe("TaskGroup <TaskGroup entered> is finished");
    }));

  it("is refused while the children are being cancelled", () =>
    onVirtualLoop(async () => {
      const group = new TaskGroup();
      let text: string | undefined;
      await group
        .run(async () => {
          group.createTask(async () => {
            await sleep(100).then(null, async () => {
              text = await refusal(() => group.createTask(sleep(1)));
            });
          });
          await sleep(1);
          throw new Error("broken");
        })
        .then(null, () => {});

      expect(text).toBe("TaskGroup <TaskGroup tasks=1 cancelling> is shutting down");
    }));

  it("closes a coroutine that it refuses, so that it is not reported as never awaited", async () => {
    const heard: string[] = [];
    const loop = virtualLoop()();
    loop.setExceptionHandler((_, { message }) => heard.push(message));

    await loop.runUntilComplete(async () => {
      expect(() => new TaskGroup().createTask(sleep(1))).toThrow(RuntimeError);
    });
    loop.close();

    expect(heard).toEqual([]);
  });
});

describe("TaskGroup.run(), called wrongly,", () => {
  it("is refused the second time", () =>
    onVirtualLoop(async () => {
      const group = new TaskGroup();
      await group.run(async () => {});

      await expect(group.run(async () => {})).rejects.toThrow(
        /^TaskGroup <TaskGroup entered> has already been entered\n/,
      );
    }));

  it("is refused outside of a task", () =>
    onVirtualLoop(function* () {
      const errors: unknown[] = [];
      getRunningLoop().callSoon(() => {
        try {
          const block = new TaskGroup().run(async () => {});
          block[Symbol.iterator]().next();
        } catch (error) {
          errors.push(error);
        }
      });
      yield* sleep(0);

      expect(String(errors[0])).toMatch(/^RuntimeError: TaskGroup <TaskGroup> cannot determine the parent task\n/);
    }));

  it("fails if its body is no body", () =>
    onVirtualLoop(async () => {
      const refused = new TaskGroup().run(7 as never);

      const { errors } = (await refused.then(null, (error: unknown) => error)) as ExceptionGroup;
      expect(String(errors[0])).toMatch(/^TypeError: a coroutine was expected, got 7\n/);
    }));
});

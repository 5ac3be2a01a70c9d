import { describe, expect, it } from "vitest";
import {
  type Body,
  Context,
  ContextVar,
  createEagerTaskFactory,
  createTask,
  getRunningLoop,
  run,
  sleep,
  Task,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

describe("createTask()", () => {
  it("makes a task of the running loop, with the name and the context that are given", () =>
    onVirtualLoop(async () => {
      const name = new ContextVar("name", { default: "default" });
      const context = new Context();
      context.run(() => name.set("given"));

      const task = createTask(async () => name.get(), { name: "own", context });

      expect([task.getLoop() === getRunningLoop(), task.getName(), await task]).toEqual([true, "own", "given"]);
    }));

  it("needs a running loop", () => {
    expect(() => createTask(async () => {})).toThrow(/^no running event loop\n/);
  });
});

describe("createEagerTaskFactory()", () => {
  class NamedTask<T> extends Task<T> {
    override toString(): string {
      return `my ${this.getName()}`;
    }
  }

  it("makes tasks of the class that is given, and starts them at once", () =>
    onVirtualLoop(function* () {
      getRunningLoop().setTaskFactory(createEagerTaskFactory(NamedTask));

      const task = createTask(
        function* () {
          return "value";
        },
        { name: "own" },
      );

      expect(task).toBeInstanceOf(NamedTask);
      expect([task.done(), String(task)]).toEqual([true, "my own"]);
    }));

  it("makes tasks that go on as others do after their first wait", () =>
    onVirtualLoop(function* () {
      getRunningLoop().setTaskFactory(createEagerTaskFactory(NamedTask));

      const task = createTask(sleep(1, "value"));

      expect([task.done(), yield* task, getRunningLoop().time()]).toEqual([false, "value", 1]);
    }));
});

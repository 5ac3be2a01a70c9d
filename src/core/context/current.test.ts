import { describe, expect, it } from "vitest";
import {
  allTasks,
  type Body,
  coroutine,
  createTask,
  currentTask,
  type EventLoop,
  getRunningLoop,
  run,
  RuntimeError,
  sleep,
  type Task,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

describe("getRunningLoop()", () => {
  it("fails outside of a loop, and says how to get one", () => {
    expect(() => getRunningLoop()).toThrowErrorMatchingInlineSnapshot(`
      [RuntimeError: no running event loop
        hint: call it inside a task: run(async () => { … })]
    `);
  });

  it("is the loop of the task", async () => {
    const loop = virtualLoop()();

    expect(await loop.runUntilComplete(async () => getRunningLoop())).toBe(loop);
    expect(
      await loop.runUntilComplete(function* () {
        return getRunningLoop();
      }),
    ).toBe(loop);
  });

  it("fails again once the run is over", async () => {
    await onVirtualLoop(async () => {});

    expect(() => getRunningLoop()).toThrow(RuntimeError);
  });
});

describe("currentTask()", () => {
  it("is the task itself in both kinds of task, before and after a wait", () =>
    onVirtualLoop(async () => {
      const native: Task<boolean[]> = createTask(async () => {
        const before = currentTask() === native;
        await sleep(1);
        return [before, currentTask() === native];
      });
      const generator: Task<boolean[]> = createTask(function* () {
        const before = currentTask() === generator;
        yield* sleep(1);
        return [before, currentTask() === generator];
      });

      expect([await native, await generator]).toEqual([
        [true, true],
        [true, true],
      ]);
    }));

  it("is the awaiting task in a coroutine that is awaited", () =>
    onVirtualLoop(async () => {
      const own = currentTask();
      const generator = coroutine(function* () {
        yield* sleep(1);
        return currentTask() === own;
      });
      const native = coroutine(async () => {
        await sleep(1);
        return currentTask() === own;
      });

      expect([await generator(), await native()]).toEqual([true, true]);
    }));

  it("survives the await of a foreign promise", () =>
    onVirtualLoop(async () => {
      const own = currentTask();

      await new Promise((resolve) => setImmediate(resolve));

      expect(currentTask() === own).toBe(true);
    }));

  it("is the creator again after a child was started eagerly", () =>
    onVirtualLoop(function* () {
      const own = currentTask();

      createTask(async () => {}, { eagerStart: true });
      createTask(() => sleep(1), { eagerStart: true });

      expect(currentTask() === own).toBe(true);
      yield* sleep(0);
    }));

  it("is null for another loop, and fails without any", () =>
    onVirtualLoop(async () => {
      expect(currentTask(virtualLoop()())).toBeNull();
    }));

  it("fails outside of a loop", () => {
    expect(() => currentTask()).toThrow(/^no running event loop\n/);
  });

  it("is null outside of a loop, asked for a given one", () => {
    expect(currentTask(virtualLoop()())).toBeNull();
  });
});

describe("allTasks()", () => {
  it("are the tasks that are not done, in order of creation", () =>
    onVirtualLoop(async () => {
      const names = (): string[] => [...allTasks()].map((task) => task.getName());
      createTask(() => sleep(2), { name: "long" });
      createTask(() => sleep(1), { name: "short" });
      createTask(() => sleep(2), { name: "last" });
      expect(names()).toEqual(["Task-1", "long", "short", "last"]);

      await sleep(1.5);
      expect(names()).toEqual(["Task-1", "long", "last"]);
      await sleep(1);
      expect(names()).toEqual(["Task-1"]);
    }));

  it("hold an eager task only if it has not ended", () =>
    onVirtualLoop(function* () {
      const ended = createTask(
        function* () {
          return 1;
        },
        { eagerStart: true },
      );
      const waits = createTask(() => sleep(1), { eagerStart: true });

      expect([allTasks().has(ended), allTasks().has(waits)]).toEqual([false, true]);
      yield* waits;
    }));

  it("are those of the loop that is given", async () => {
    const loop: EventLoop = virtualLoop()();
    const task = loop.createTask(() => sleep(1));

    expect(allTasks(loop)).toEqual(new Set([task]));
    await loop.runUntilComplete(task);
    expect(allTasks(loop)).toEqual(new Set());
  });

  it("fail without a loop", () => {
    expect(() => allTasks()).toThrow(/^no running event loop\n/);
  });
});

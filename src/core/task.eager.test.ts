import { describe, expect, it } from "vitest";
import {
  allTasks,
  type Body,
  CancelledError,
  ContextVar,
  createTask,
  currentTask,
  eagerTaskFactory,
  getRunningLoop,
  run,
  sleep,
  Task,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });
const eager = { eagerStart: true };

describe("a task that is started eagerly between turns of a real loop", () => {
  it("tells its creator that it has run its first step, though the loop has nothing to do", () =>
    run(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      let proceed: () => void = () => {};
      const task = createTask(async () => await new Promise<void>((resolve) => (proceed = resolve)), eager);

      await task.started;
      proceed();

      expect(await task).toBeUndefined();
    }));
});

describe("a task that is started eagerly (generator)", () => {
  it("runs up to its first wait before createTask() returns", () =>
    onVirtualLoop(function* () {
      const log: string[] = [];

      const task = createTask(function* () {
        log.push("child begins");
        yield* sleep(0);
        log.push("child ends");
      }, eager);
      log.push("created");
      yield* task;

      expect(log).toEqual(["child begins", "created", "child ends"]);
    }));

  it("is done when createTask() returns if it does not wait", () =>
    onVirtualLoop(function* () {
      const task = createTask(function* () {
        return 7;
      }, eager);

      expect([task.done(), task.result()]).toEqual([true, 7]);
    }));

  it("has failed when createTask() returns if it throws before a wait", () =>
    onVirtualLoop(function* () {
      const failure = new Error("broken");

      const task = createTask(function* (): Generator<never, void, void> {
        throw failure;
      }, eager);

      expect([task.done(), task.exception()]).toEqual([true, failure]);
    }));

  it("is the current task while it runs, and its context is a copy of the creator's", () =>
    onVirtualLoop(function* () {
      const name = new ContextVar("name", { default: "default" });
      name.set("creator");
      const seen: unknown[] = [];

      const task = createTask(
        function* () {
          seen.push(currentTask()?.getName(), name.get());
          name.set("child");
        },
        { ...eager, name: "child" },
      );

      expect([...seen, name.get(), task.getName()]).toEqual(["child", "creator", "creator", "child"]);
    }));

  it("starts its own eager children in the same way, depth first", () =>
    onVirtualLoop(function* () {
      const log: string[] = [];
      const spawn = (depth: number): Body<[], void> =>
        function* () {
          log.push(`${depth} begins`);
          const child = depth < 3 ? createTask(spawn(depth + 1), eager) : undefined;
          log.push(`${depth} waits`);
          yield* sleep(1);
          if (child !== undefined) yield* child;
        };

      const task = createTask(spawn(1), eager);
      log.push("created");
      yield* task;

      expect(log).toEqual(["1 begins", "2 begins", "3 begins", "3 waits", "2 waits", "1 waits", "created"]);
    }));

  it("is among all tasks during its first step", () =>
    onVirtualLoop(function* () {
      const seen: boolean[] = [];

      createTask(function* () {
        const own = currentTask();
        seen.push(own !== null && allTasks().has(own));
      }, eager);

      expect(seen).toEqual([true]);
    }));

  it("can be started in a callback", () =>
    onVirtualLoop(function* () {
      const log: unknown[] = [];
      getRunningLoop().callSoon(() => {
        createTask(function* () {
          log.push("ran");
        }, eager);
        log.push("created", currentTask());
      });

      yield* sleep(0);

      expect(log).toEqual(["ran", "created", null]);
    }));

  it("can be cancelled after its first step, at its wait", () =>
    onVirtualLoop(async () => {
      const task = createTask(() => sleep(1), eager);

      task.cancel("enough");

      await expect(task).rejects.toThrow(new CancelledError("enough"));
    }));

  it("starts in the next iteration if its loop is not the running one", () =>
    onVirtualLoop(async () => {
      const other = virtualLoop()();
      let ran = false;

      const task = new Task(
        function* () {
          ran = true;
        },
        { loop: other, eagerStart: true },
      );

      expect(ran).toBe(false);
      other.setExceptionHandler(() => {});
      task.cancel();
      other.close();
    }));
});

describe("eagerTaskFactory", () => {
  it("starts every task of the loop eagerly", () =>
    onVirtualLoop(function* () {
      getRunningLoop().setTaskFactory(eagerTaskFactory);

      const task = createTask(function* () {
        return 7;
      });

      expect(task.done()).toBe(true);
    }));

  it("lets one task be started lazily all the same", () =>
    onVirtualLoop(function* () {
      getRunningLoop().setTaskFactory(eagerTaskFactory);

      const task = createTask(
        function* () {
          return 7;
        },
        { eagerStart: false },
      );

      expect(task.done()).toBe(false);
      expect(yield* task).toBe(7);
    }));
});

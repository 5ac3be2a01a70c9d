import { describe, expect, it } from "vitest";
import {
  type Body,
  coroutine,
  createTask,
  gather,
  getRunningLoop,
  InvalidStateError,
  run,
  RuntimeError,
  sleep,
  Task,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

/** The same body, written both ways: wait a second, then return or throw. */
const bodies: [name: string, body: (value: number, failure?: Error) => Body<[], number>][] = [
  [
    "generator",
    (value, failure) =>
      function* () {
        yield* sleep(1);
        if (failure !== undefined) throw failure;
        return value;
      },
  ],
  [
    "async",
    (value, failure) => async () => {
      await sleep(1);
      if (failure !== undefined) throw failure;
      return value;
    },
  ],
];

describe.each(bodies)("Task (%s)", (_, body) => {
  it("starts in the next iteration, not at once", () =>
    onVirtualLoop(function* () {
      const order: string[] = [];
      createTask(async () => void order.push("task"));
      order.push("created");

      yield* sleep(0);

      expect(order).toEqual(["created", "task"]);
    }));

  it("has the value that its body returns as its result", () =>
    onVirtualLoop(function* () {
      const task = createTask(body(7));

      expect(yield* task).toBe(7);
      expect([task.result(), task.exception(), task.done(), task.cancelled()]).toEqual([7, null, true, false]);
    }));

  it("has what its body throws as its exception", () =>
    onVirtualLoop(async () => {
      const failure = new Error("broken");
      const task = createTask(body(7, failure));

      await expect(task).rejects.toBe(failure);
      expect([task.exception(), task.cancelled()]).toEqual([failure, false]);
    }));

  it("has no result while it runs", () =>
    onVirtualLoop(function* () {
      const task = createTask(body(7));
      yield* sleep(0.5);

      expect(() => task.result()).toThrow(InvalidStateError);
      expect(() => task.exception()).toThrow(InvalidStateError);
      yield* task;
    }));

  it("can be awaited by several tasks, before and after it is done", () =>
    onVirtualLoop(async () => {
      const task = createTask(body(7));
      const others = [1, 2].map(() => createTask(async () => await task));

      expect([await others[0], await others[1], await task, await task]).toEqual([7, 7, 7, 7]);
    }));
});

describe("Task", () => {
  it("is what `new Task()` makes of a body for the running loop", () =>
    onVirtualLoop(async () => {
      const task = new Task(() => sleep(1, "done"));

      expect(task.getLoop()).toBe(getRunningLoop());
      expect(await task).toBe("done");
    }));

  it("needs a loop", () => {
    expect(() => new Task(async () => {})).toThrow(/^no running event loop\n/);
  });

  it("runs on the loop that is given", async () => {
    const loop = virtualLoop()();

    expect(await loop.runUntilComplete(new Task(async () => 7, { loop }))).toBe(7);
  });

  it("runs a generator object", () =>
    onVirtualLoop(function* () {
      const generator = (function* () {
        yield* sleep(1);
        return 7;
      })();

      expect(yield* createTask(generator)).toBe(7);
    }));

  it("fails if its body throws before it returns", () =>
    onVirtualLoop(async () => {
      const failure = new Error("broken");
      const task = createTask((): Promise<void> => {
        throw failure;
      });

      await expect(task).rejects.toBe(failure);
    }));

  it("ends at once with what a plain function returns", () =>
    onVirtualLoop(async () => {
      expect(
        await gather(
          () => 7,
          () => {},
          createTask(() => "eight"),
        ),
      ).toEqual([7, undefined, "eight"]);
    }));

  it.each([
    ["a running promise", Promise.resolve(), "<Promise>", "adopt it with ensureFuture(promise)"],
    ["a number", 7, "7", "pass a coroutine or a function"],
    ["a string", "job", '"job"', "pass a coroutine or a function"],
    ["nothing", undefined, "undefined", "pass a coroutine or a function"],
    ["an object without prototype", Object.create(null), "<Object>", "pass a coroutine or a function"],
  ])("refuses %s", (_, work: unknown, shown, hint) =>
    onVirtualLoop(async () => {
      const make = (): unknown => createTask(work as Body<[], void>);

      expect(make).toThrow(`a coroutine was expected, got ${shown}\n`);
      expect(make).toThrow(hint);
      expect(make).toThrow(TypeError);
    }),
  );

  it("refuses to have its result or exception set", () =>
    onVirtualLoop(async () => {
      const task = createTask(async () => {});

      expect(() => task.setResult()).toThrowErrorMatchingInlineSnapshot(`
        [RuntimeError: Task does not support set_result operation
          hint: return the value from the task's body]
      `);
      expect(() => task.setException()).toThrowErrorMatchingInlineSnapshot(`
        [RuntimeError: Task does not support set_exception operation
          hint: throw the error in the task's body]
      `);
      await task;
    }));

  it.each(["generator", "async"])("cannot await itself (%s)", (kind) =>
    onVirtualLoop(async () => {
      const task: Task<void> = createTask(
        kind === "generator"
          ? function* () {
              yield* task;
            }
          : async () => {
              await task;
            },
      );

      await expect(task).rejects.toThrow(/^Task cannot await on itself: <Task .*>\n/);
      await expect(task).rejects.toBeInstanceOf(RuntimeError);
    }),
  );

  it("fails at a bare yield, and says what to write", () =>
    onVirtualLoop(async () => {
      const task = createTask(function* () {
        yield 7;
      } as unknown as Body<[], void>);

      await expect(task).rejects.toThrowErrorMatchingInlineSnapshot(`
        [RuntimeError: Task got bad yield: 7
          hint: write \`yield* x\` where Python has \`await x\`]
      `);
    }));

  it("can catch the error of a bad yield and go on", () =>
    onVirtualLoop(async () => {
      const task = createTask(function* () {
        try {
          yield undefined;
        } catch {
          yield* sleep(1);
        }
        return "went on";
      } as unknown as Body<[], string>);

      expect(await task).toBe("went on");
    }));

  it("may throw undefined", () =>
    onVirtualLoop(async () => {
      const task = createTask(() => Promise.reject(undefined));

      await expect(task).rejects.toBeUndefined();
    }));

  it("gives back what it was made of", () =>
    onVirtualLoop(async () => {
      const body = async (): Promise<void> => {};
      const object = coroutine(body)();

      expect([createTask(body).getCoro() === body, createTask(object).getCoro() === object]).toEqual([true, true]);
      await sleep(0);
    }));
});

describe("the name of a task", () => {
  it("is numbered by loop, or the one given, and can be changed", () =>
    onVirtualLoop(async () => {
      const tasks = [
        createTask(async () => {}),
        createTask(async () => {}, { name: "own" }),
        createTask(async () => {}),
      ];
      expect(tasks.map((task) => task.getName())).toEqual(["Task-2", "own", "Task-3"]);

      tasks[0]?.setName("renamed");

      expect(tasks[0]?.getName()).toBe("renamed");
    }));

  it("stands in its description, whatever it contains", () =>
    onVirtualLoop(async () => {
      const task = createTask(async () => 7, { name: "a $& b" });
      expect(String(task)).toBe("<Task pending name='a $& b'>");

      await task;

      expect(String(task)).toBe("<Task finished name='a $& b' result=7>");
    }));
});

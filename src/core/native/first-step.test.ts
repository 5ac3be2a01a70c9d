import { describe, expect, it } from "vitest";
import { type Body, CancelledError, createTask, currentTask, getRunningLoop, run, sleep, type Task } from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });
const eager = { eagerStart: true };

/** Native code that takes a few microtasks before its first wait. */
const firstStep =
  (log: string[], name = "child"): Body<[], void> =>
  async () => {
    log.push(`${name} begins`);
    for (let i = 0; i < 5; i++) await Promise.resolve();
    log.push(`${name} waits`);
    await sleep(0);
    log.push(`${name} ends`);
  };

/** What main does after it created an eager native child, written both ways. */
const creators: [name: string, creator: (log: string[]) => Body<[], void>][] = [
  [
    "generator",
    (log) =>
      function* () {
        const child = createTask(firstStep(log), eager);
        yield* child.started;
        log.push("created");
        yield* child;
      },
  ],
  [
    "async",
    (log) => async () => {
      const child = createTask(firstStep(log), eager);
      await child.started;
      log.push("created");
      await child;
    },
  ],
];

describe.each(creators)("task.started (%s)", (_, creator) => {
  it("parks the creator until the first step of a native child has ended, as in CPython", async () => {
    const log: string[] = [];

    await onVirtualLoop(creator(log));

    expect(log).toEqual(["child begins", "child waits", "created", "child ends"]);
  });

  it("lets nobody else run in between", async () => {
    const log: string[] = [];

    await onVirtualLoop(function* () {
      getRunningLoop().callSoon(() => log.push("other"));
      yield* createTask(creator(log), eager);
    });

    expect(log.slice(0, 4)).toEqual(["child begins", "child waits", "created", "other"]);
  });
});

describe("task.started", () => {
  it("takes no turn if the task is a generator, or ran before", () =>
    onVirtualLoop(function* () {
      const log: string[] = [];
      const generator = createTask(() => sleep(1), eager);
      const native = createTask(firstStep([]));
      yield* sleep(0);
      getRunningLoop().callSoon(() => log.push("other"));

      yield* generator.started;
      yield* native.started;

      expect(log).toEqual([]);
      yield* native;
      yield* generator;
    }));

  it("resolves at once outside of the creator's turn", () =>
    onVirtualLoop(async () => {
      const task = createTask(firstStep([]));

      await task.started;

      expect(task.done()).toBe(false);
      await task;
    }));

  it("resolves when the child ends without a wait", () =>
    onVirtualLoop(async () => {
      const child = createTask(async () => {
        await Promise.resolve();
        return 7;
      }, eager);

      await child.started;

      expect([child.done(), child.result()]).toEqual([true, 7]);
    }));

  it("resolves when the child fails, and leaves the error to those who await the child", () =>
    onVirtualLoop(async () => {
      const failure = new Error("broken");
      const child = createTask(() => Promise.reject(failure), eager);

      await child.started;

      await expect(child).rejects.toBe(failure);
    }));

  it("is exact for nested eager children: the innermost ends its step first", () =>
    onVirtualLoop(async () => {
      const log: string[] = [];
      const spawn =
        (depth: number): Body<[], void> =>
        async () => {
          log.push(`${depth} begins`);
          if (depth < 3) {
            const child = createTask(spawn(depth + 1), eager);
            await child.started;
            log.push(`${depth} created ${depth + 1}`);
          }
          for (let i = 0; i < 5; i++) await Promise.resolve();
          log.push(`${depth} waits`);
          await sleep(1);
        };

      const child = createTask(spawn(1), eager);
      await child.started;
      log.push("main goes on");
      await child;

      expect(log).toEqual([
        "1 begins",
        "2 begins",
        "3 begins",
        "3 waits",
        "2 created 3",
        "2 waits",
        "1 created 2",
        "1 waits",
        "main goes on",
      ]);
    }));

  it("parks a generator between two eager native generations", () =>
    onVirtualLoop(function* () {
      const log: string[] = [];
      const middle = createTask(function* () {
        const inner = createTask(firstStep(log, "inner"), eager);
        yield* inner.started;
        log.push("middle goes on");
        yield* inner;
      }, eager);
      yield* middle.started;
      yield* middle;

      expect(log).toEqual(["inner begins", "inner waits", "middle goes on", "inner ends"]);
    }));

  it("keeps the creator as the current task", () =>
    onVirtualLoop(async () => {
      const own = currentTask();

      await createTask(firstStep([]), eager).started;

      expect(currentTask() === own).toBe(true);
    }));

  it("can be awaited for two children, one after the other", () =>
    onVirtualLoop(async () => {
      const log: string[] = [];
      await createTask(firstStep(log, "a"), eager).started;
      await createTask(firstStep(log, "b"), eager).started;
      log.push("created");

      expect(log).toEqual(["a begins", "a waits", "b begins", "b waits", "created"]);
      await sleep(1);
    }));

  it("calls back with then(), too", () =>
    onVirtualLoop(async () => {
      const child = createTask(firstStep([]), eager);

      expect(await child.started.then(() => "started")).toBe("started");
    }));

  it("throws what is thrown into it", () =>
    onVirtualLoop(function* () {
      const failure = new Error("broken");
      const child = createTask(firstStep([]), eager);

      expect(() => child.started[Symbol.iterator]().throw?.(failure)).toThrow(failure);
      yield* child;
    }));

  it("leaves the creator cancellable: it is cancelled at its next wait", () =>
    onVirtualLoop(async () => {
      const creator: Task<void> = createTask(function* () {
        const child = createTask(async () => {
          await Promise.resolve();
          creator.cancel("by the child");
        }, eager);
        yield* child.started;
        yield* sleep(1);
      });

      await expect(creator).rejects.toThrow(new CancelledError("by the child"));
    }));
});

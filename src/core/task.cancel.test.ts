import { describe, expect, it } from "vitest";
import {
  type Body,
  CancelledError,
  createFuture,
  createTask,
  currentTask,
  type Future,
  getRunningLoop,
  run,
  sleep,
  type Task,
} from "#index";
import { virtualLoop } from "#testing";

const onVirtualLoop = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop() });

interface Settings {
  /** Called with the CancelledError; what it returns is returned, unless it throws. */
  readonly onCancelled?: (error: CancelledError) => unknown;
  /** Called when the body begins. */
  readonly onBegun?: () => void;
}

/** The same body, written both ways: wait for `future`, and handle a cancellation. */
const bodies: [name: string, body: (future: Future<unknown>, settings?: Settings) => Body<[], unknown>][] = [
  [
    "generator",
    (future, { onCancelled, onBegun } = {}) =>
      function* () {
        onBegun?.();
        try {
          return yield* future;
        } catch (error) {
          if (onCancelled === undefined || !(error instanceof CancelledError)) throw error;
          return onCancelled(error);
        }
      },
  ],
  [
    "async",
    (future, { onCancelled, onBegun } = {}) =>
      async () => {
        onBegun?.();
        try {
          return await future;
        } catch (error) {
          if (onCancelled === undefined || !(error instanceof CancelledError)) throw error;
          return onCancelled(error);
        }
      },
  ],
];

describe.each(bodies)("Task.cancel() (%s)", (_, waitingFor) => {
  it("throws CancelledError with the message into the wait, and cancels what is waited for", () =>
    onVirtualLoop(async () => {
      const future = createFuture();
      const task = createTask(waitingFor(future));
      await sleep(0);

      expect(task.cancel("enough")).toBe(true);
      expect([task.cancelled(), future.cancelled()]).toEqual([false, true]);

      await expect(task).rejects.toThrow(new CancelledError("enough"));
      expect([task.cancelled(), task.done()]).toEqual([true, true]);
    }));

  it("leaves the task time to clean up, and counts as cancelled only if the error comes out", () =>
    onVirtualLoop(async () => {
      const task = createTask(waitingFor(createFuture(), { onCancelled: () => "refused" }));
      await sleep(0);

      task.cancel();

      expect([await task, task.cancelled(), task.cancelling()]).toEqual(["refused", false, 1]);
    }));

  it("fails the task if the body replaces the CancelledError", () =>
    onVirtualLoop(async () => {
      const failure = new Error("broken");
      const task = createTask(
        waitingFor(createFuture(), {
          onCancelled: () => {
            throw failure;
          },
        }),
      );
      await sleep(0);

      task.cancel();

      await expect(task).rejects.toBe(failure);
      expect(task.cancelled()).toBe(false);
    }));

  it("before the first turn keeps the body from running at all", () =>
    onVirtualLoop(async () => {
      let began = false;
      const task = createTask(waitingFor(createFuture(), { onBegun: () => (began = true) }));

      task.cancel("too early");

      await expect(task).rejects.toThrow(new CancelledError("too early"));
      expect([began, task.cancelled()]).toEqual([false, true]);
    }));

  it("between the wake-up and the turn takes the place of the value", () =>
    onVirtualLoop(async () => {
      const future = createFuture();
      const task = createTask(waitingFor(future));
      await sleep(0);

      future.setResult("too late");
      task.cancel("enough");

      await expect(task).rejects.toThrow(new CancelledError("enough"));
    }));

  it("between a failure and the turn takes the place of the error", () =>
    onVirtualLoop(async () => {
      const future = createFuture();
      const task = createTask(waitingFor(future));
      await sleep(0);

      future.setException(new Error("too late"));
      task.cancel("enough");

      await expect(task).rejects.toThrow(new CancelledError("enough"));
      future.exception();
    }));

  it("does nothing once the task is done", () =>
    onVirtualLoop(async () => {
      const future = createFuture();
      future.setResult(7);
      const task = createTask(waitingFor(future));
      await task;

      expect([task.cancel(), task.cancelled(), task.cancelling(), task.result()]).toEqual([false, false, 0, 7]);
    }));

  it("can be called twice before the task resumes; the first message is thrown, and both count", () =>
    onVirtualLoop(async () => {
      const task = createTask(waitingFor(createFuture()));
      await sleep(0);

      task.cancel("first");
      task.cancel("second");

      await expect(task).rejects.toThrow(new CancelledError("first"));
      expect(task.cancelling()).toBe(2);
    }));

  it("is passed on to the task that is waited for, which ends first", () =>
    onVirtualLoop(async () => {
      const order: string[] = [];
      const inner = createTask(waitingFor(createFuture()));
      inner.addDoneCallback(() => order.push("inner"));
      const outer = createTask(waitingFor(inner));
      outer.addDoneCallback(() => order.push("outer"));
      await sleep(0);
      await sleep(0);

      outer.cancel("enough");
      await expect(outer).rejects.toThrow(new CancelledError("enough"));
      await sleep(0);

      expect([inner.cancelled(), inner.cancelling(), order]).toEqual([true, 1, ["inner", "outer"]]);
    }));

  it("gives up if the task that is waited for refuses it", () =>
    onVirtualLoop(async () => {
      const inner = createTask(waitingFor(createFuture(), { onCancelled: () => "refused" }));
      const outer = createTask(waitingFor(inner));
      await sleep(0);
      await sleep(0);

      outer.cancel();

      expect([await outer, outer.cancelled(), outer.cancelling()]).toEqual(["refused", false, 1]);
    }));

  it("reaches the end of a chain of 100,000 tasks, and comes back, without recursion", () =>
    onVirtualLoop(async () => {
      const last = createTask(waitingFor(createFuture()));
      let first: Task<unknown> = last;
      for (let i = 0; i < 100_000; i++) first = createTask(waitingFor(first));
      await sleep(0);
      await sleep(0);

      first.cancel("enough");

      await expect(first).rejects.toThrow(new CancelledError("enough"));
      expect(last.cancelled()).toBe(true);
    }));
});

describe.each(["generator", "async"])("a task that cancels itself (%s)", (kind) => {
  it("is cancelled at its next wait", () =>
    onVirtualLoop(async () => {
      const reached: string[] = [];
      const task = createTask(
        kind === "generator"
          ? function* () {
              currentTask()?.cancel("by itself");
              reached.push("before the wait");
              yield* sleep(1);
              reached.push("after the wait");
            }
          : async () => {
              currentTask()?.cancel("by itself");
              reached.push("before the wait");
              await sleep(1);
              reached.push("after the wait");
            },
      );

      await expect(task).rejects.toThrow(new CancelledError("by itself"));
      expect([reached, getRunningLoop().time()]).toEqual([["before the wait"], 0]);
    }));

  it("is cancelled at a bare yield, too", () =>
    onVirtualLoop(async () => {
      const task = createTask(
        kind === "generator"
          ? function* () {
              currentTask()?.cancel("by itself");
              yield* sleep(0);
            }
          : async () => {
              currentTask()?.cancel("by itself");
              await sleep(0);
            },
      );

      await expect(task).rejects.toThrow(new CancelledError("by itself"));
    }));

  it("is cancelled even if it returns without another wait", () =>
    onVirtualLoop(async () => {
      const task = createTask(
        kind === "generator"
          ? function* () {
              currentTask()?.cancel("by itself");
              return "value";
            }
          : async () => {
              currentTask()?.cancel("by itself");
              return "value";
            },
      );

      await expect(task).rejects.toThrow(new CancelledError("by itself"));
      expect(task.cancelled()).toBe(true);
    }));
});

it.each([
  { kind: "generator", tasks: 2 },
  { kind: "generator", tasks: 3 },
  { kind: "async", tasks: 2 },
  { kind: "async", tasks: 3 },
])("ends $tasks tasks that wait for each other in a ring, from outside of it ($kind)", async ({ kind, tasks }) => {
  await onVirtualLoop(function* () {
    const ring: Task<void>[] = [];
    const awaiting = (at: number): Body<[], void> =>
      kind === "generator"
        ? function* () {
            yield* sleep(0);
            const next = ring[at];
            if (next !== undefined) yield* next;
          }
        : async () => {
            await sleep(0);
            await ring[at];
          };
    for (let at = 0; at < tasks; at++) ring.push(createTask(awaiting((at + 1) % tasks)));
    const outside = createTask(awaiting(0));
    yield* sleep(1);

    expect(outside.cancel("why")).toBe(true);
    yield* sleep(1);

    expect([outside, ...ring].map((task) => [task.cancelled(), task.cancelling()])).toEqual(
      Array.from({ length: tasks + 1 }, () => [true, 1]),
    );
  });
});

import { CancelledError, createTask, getRunningLoop, InvalidStateError, sleep, type Task, type Wait } from "timeloom";
import type { Print, Scenario } from "../scenario.ts";
import { textOf } from "../text-of.ts";

export const t07: Scenario = {
  id: "T07",
  title: "A task has a name, a state, a loop and callbacks",
  source: [new URL("https://docs.python.org/3/library/asyncio-task.html#task-object")],
  articles: ["e3bee89e64d4930e"],
  programs: [
    {
      name: "a named task",
      async main(print) {
        const task = createTask(
          async () => {
            await sleep(1);
            print("Named Task completed");
          },
          { name: "MyUniqueTask" },
        );
        print(`Task Name: ${task.getName()}`);
        await task;
        task.setName("renamed");
        print(`Task Name: ${task.getName()}`);
      },
      expect: {
        output: ["Task Name: MyUniqueTask", "Named Task completed", "Task Name: renamed"],
        duration: 1,
        verdict: "passes",
      },
    },
    {
      name: "the states of three tasks",
      async main(print) {
        const returns = createTask(() => sleep(1, "a result"), { name: "returns" });
        const throws = createTask(() => failAfter(1), { name: "throws" });
        const cancelled = createTask(() => sleep(3_600, "never"), { name: "cancelled" });
        const tasks = [returns, throws, cancelled];

        await sleep(0.5);
        for (const task of tasks) printState(task, print);
        cancelled.cancel();
        await sleep(1);
        for (const task of tasks) printState(task, print);
        print(`on this loop: ${tasks.every((task) => task.getLoop() === getRunningLoop())}`);
      },
      expect: {
        output: [
          "returns: pending",
          "throws: pending",
          "cancelled: pending",
          "returns: done, result a result",
          "throws: done, exception a failure",
          "cancelled: cancelled",
          "on this loop: true",
        ],
        duration: 1.5,
        verdict: "passes",
      },
    },
    {
      name: "asking too early",
      *main(print): Generator<Wait, void, void> {
        const task = createTask(function* () {
          return yield* sleep(1, "late");
        });
        try {
          task.result();
        } catch (error) {
          print(`result(): ${error instanceof InvalidStateError}`);
        }
        try {
          task.exception();
        } catch (error) {
          print(`exception(): ${error instanceof InvalidStateError}`);
        }
        print(yield* task);
      },
      expect: { output: ["result(): true", "exception(): true", "late"], duration: 1, verdict: "passes" },
    },
    {
      name: "callbacks run when the task is done, in order, and can be removed",
      async main(print) {
        const task = createTask(() => sleep(1), { name: "job" });
        const first = (): void => print("first callback");
        const second = (done: { done(): boolean }): void => print(`second callback, done: ${done.done()}`);
        const removed = (): void => print("never printed");
        task.addDoneCallback(first);
        task.addDoneCallback(removed);
        task.addDoneCallback(second);
        task.addDoneCallback(removed);
        print(`removed: ${task.removeDoneCallback(removed)}`);
        await task;
        print("main goes on");
      },
      expect: {
        output: ["removed: 2", "first callback", "second callback, done: true", "main goes on"],
        duration: 1,
        verdict: "passes",
      },
    },
  ],
};

async function failAfter(delay: number): Promise<never> {
  await sleep(delay);
  throw new Error("a failure");
}

function printState(task: Task<unknown>, print: Print): void {
  print(`${task.getName()}: ${stateOf(task)}`);
}

function stateOf(task: Task<unknown>): string {
  if (!task.done()) return "pending";
  if (task.cancelled()) {
    try {
      task.result();
    } catch (error) {
      return error instanceof CancelledError ? "cancelled" : `broken: ${textOf(error)}`;
    }
  }
  const exception = task.exception();
  return exception === null ? `done, result ${String(task.result())}` : `done, exception ${textOf(exception)}`;
}

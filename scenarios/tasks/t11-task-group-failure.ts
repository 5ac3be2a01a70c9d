import {
  CancelledError,
  ExceptionGroup,
  exceptStar,
  getRunningLoop,
  sleep,
  TaskGroup,
  ValueError,
  type Wait,
} from "timeloom";
import type { Print, Scenario } from "../scenario.ts";
import { textOf } from "../text-of.ts";

export const t11: Scenario = {
  id: "T11",
  title: "When one task of a group fails, the others are cancelled",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-task.html#task-groups"),
    new URL("https://docs.python.org/3/library/asyncio-task.html#terminating-a-task-group"),
  ],
  articles: ["e3bee89e64d4930e"],
  programs: [
    {
      name: "the third task learns that the second one failed",
      async main(print) {
        try {
          await new TaskGroup().run(async (group) => {
            group.createTask(() => job(1, print));
            group.createTask(async () => {
              await sleep(2);
              throw new ValueError("Task 2 failed!");
            });
            group.createTask(async () => {
              try {
                await job(3, print);
              } catch (error) {
                if (error instanceof CancelledError) print("Task 3 was cancelled!");
                throw error;
              }
            });
          });
        } catch (error) {
          print(`An exception occurred: ${textOf(error)}`);
        }
      },
      expect: {
        output: [
          "Task 1 done",
          "Task 3 was cancelled!",
          "An exception occurred: unhandled errors in a TaskGroup (1 sub-exception)",
        ],
        duration: 2,
        verdict: "passes",
      },
    },
    {
      name: "the result of a failed task is its exception",
      async main(print) {
        const group = new TaskGroup();
        const tasks = [1, 2, 3].map((number) => ({ number, failing: number === 2 }));
        const started: { result(): string }[] = [];
        try {
          await group.run(async () => {
            for (const { number, failing } of tasks) started.push(group.createTask(() => job(number, print, failing)));
          });
        } catch (error) {
          print(`An exception occurred: ${textOf(error)}`);
        }
        for (const task of started) print(task.result());
      },
      expect: {
        output: ["Task 1 done", "An exception occurred: unhandled errors in a TaskGroup (1 sub-exception)", "Result 1"],
        duration: 2,
        verdict: "fails",
        error: "ValueError: Task 2 encountered an error!",
      },
    },
    {
      name: "ended on purpose by a private exception",
      *main(print): Generator<Wait, void, void> {
        class TerminateTaskGroup extends Error {}

        function* timedJob(id: number, delay: number): Generator<Wait, void, void> {
          print(`Task ${id}: start`);
          yield* sleep(delay);
          print(`Task ${id}: done`);
        }

        try {
          yield* new TaskGroup().run(function* (group) {
            group.createTask(() => timedJob(1, 0.5));
            group.createTask(() => timedJob(2, 1.5));
            yield* sleep(1);
            group.createTask(async () => {
              throw new TerminateTaskGroup();
            });
          });
        } catch (error) {
          exceptStar(error, [TerminateTaskGroup, () => print("terminated")]);
        }
        print(`main goes on at ${getRunningLoop().time()} s`);
      },
      expect: {
        output: ["Task 1: start", "Task 2: start", "Task 1: done", "terminated", "main goes on at 1 s"],
        duration: 1,
        verdict: "passes",
      },
    },
    {
      name: "two failures in the same instant",
      async main(print) {
        try {
          await new TaskGroup().run(async (group) => {
            for (const reason of ["disk full", "network down"]) {
              group.createTask(async () => {
                await sleep(1);
                throw new ValueError(reason);
              });
            }
          });
        } catch (error) {
          if (!(error instanceof ExceptionGroup)) throw error;
          print(error.message);
          for (const reason of error.errors) print(textOf(reason));
        }
      },
      expect: {
        output: ["unhandled errors in a TaskGroup (2 sub-exceptions)", "disk full", "network down"],
        duration: 1,
        verdict: "passes",
      },
    },
  ],
};

async function job(number: number, print: Print, failing = false): Promise<string> {
  await sleep(number);
  if (failing) throw new ValueError(`Task ${number} encountered an error!`);
  print(`Task ${number} done`);
  return `Result ${number}`;
}

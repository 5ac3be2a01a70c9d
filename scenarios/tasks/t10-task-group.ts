import { sleep, TaskGroup, type Wait } from "timeloom";
import type { Print, Scenario } from "../scenario.ts";

const expected = {
  output: ["Task 1 done", "Task 2 done", "Task 3 done", "Task 1: Result 1, Task 2: Result 2, Task 3: Result 3"],
  duration: 1,
  verdict: "passes",
} as const;

export const t10: Scenario = {
  id: "T10",
  title: "A task group ends when all of its tasks are done",
  source: [new URL("https://docs.python.org/3/library/asyncio-task.html#task-groups")],
  articles: ["e3bee89e64d4930e"],
  programs: [
    {
      name: "three tasks of an async function",
      async main(print) {
        const tasks = await new TaskGroup().run(async (group) =>
          [1, 2, 3].map((number) => group.createTask(() => job(number, print))),
        );
        print(tasks.map((task, i) => `Task ${i + 1}: ${task.result()}`).join(", "));
      },
      expect: expected,
    },
    {
      name: "three tasks of a generator",
      *main(print): Generator<Wait, void, void> {
        const tasks = yield* new TaskGroup().run(async (group) =>
          [1, 2, 3].map((number) => group.createTask(() => job(number, print))),
        );
        print(tasks.map((task, i) => `Task ${i + 1}: ${task.result()}`).join(", "));
      },
      expect: expected,
    },
  ],
};

function* job(number: number, print: Print): Generator<Wait, string, void> {
  yield* sleep(1);
  print(`Task ${number} done`);
  return `Result ${number}`;
}

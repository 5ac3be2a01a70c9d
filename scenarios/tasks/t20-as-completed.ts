import { asCompleted, createTask, sleep, type Task, TimeoutError, type Wait } from "timeloom";
import type { Print, Scenario } from "../scenario.ts";

const inOrderOfCompletion = {
  output: [
    "Task A started",
    "Task B started",
    "Task C started",
    "Task B completed",
    "Task B has finished",
    "Task C completed",
    "Task C has finished",
    "Task A completed",
    "Task A has finished",
  ],
  duration: 3,
  verdict: "passes",
} as const;

export const t20: Scenario = {
  id: "T20",
  title: "asCompleted() hands out results in order of arrival",
  source: [new URL("https://docs.python.org/3/library/asyncio-task.html#asyncio.as_completed")],
  articles: ["e3bee89e64d4930e"],
  programs: [
    {
      name: "three, one and two seconds",
      async main(print) {
        for (const next of asCompleted(threeTasks([3, 1, 2], print))) {
          print(`Task ${await next} has finished`);
        }
      },
      expect: inOrderOfCompletion,
    },
    {
      name: "three, one and two seconds, by a generator",
      *main(print): Generator<Wait, void, void> {
        for (const next of asCompleted(threeTasks([3, 1, 2], print))) {
          print(`Task ${yield* next} has finished`);
        }
      },
      expect: inOrderOfCompletion,
    },
    {
      name: "as an async iterator, which yields the tasks themselves",
      async main(print) {
        const tasks = threeTasks([3, 1, 2], print);
        for await (const task of asCompleted(tasks)) {
          print(`Task ${task.result()} has finished`);
        }
      },
      expect: inOrderOfCompletion,
    },
    {
      name: "four seconds for three, five and one",
      async main(print) {
        try {
          for (const next of asCompleted(threeTasks([3, 5, 1], print), { timeout: 4 })) {
            print(`Task ${await next} has finished`);
          }
        } catch (error) {
          if (!(error instanceof TimeoutError)) throw error;
          print("Some tasks did not complete within the timeout period");
        }
      },
      expect: {
        output: [
          "Task A started",
          "Task B started",
          "Task C started",
          "Task C completed",
          "Task C has finished",
          "Task A completed",
          "Task A has finished",
          "Some tasks did not complete within the timeout period",
        ],
        duration: 4,
        verdict: "passes",
      },
    },
  ],
};

function threeTasks(delays: readonly [number, number, number], print: Print): Task<string>[] {
  return ["A", "B", "C"].map((name, i) => createTask(() => job(name, delays[i] ?? 0, print), { name }));
}

function* job(name: string, delay: number, print: Print): Generator<Wait, string, void> {
  print(`Task ${name} started`);
  yield* sleep(delay);
  print(`Task ${name} completed`);
  return name;
}

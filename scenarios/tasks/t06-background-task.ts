import { createTask, sleep, type Wait } from "timeloom";
import type { Scenario } from "../scenario.ts";

export const t06: Scenario = {
  id: "T06",
  title: "A task starts at the next await of its creator",
  source: [new URL("https://docs.python.org/3/library/asyncio-task.html#creating-tasks")],
  articles: ["e3bee89e64d4930e"],
  programs: [
    {
      name: "async function in the background",
      async main(print) {
        const task = createTask(async () => {
          print("Task started");
          await sleep(2);
          print("Task finished");
        });
        print("Task is running in the background");
        await task;
      },
      expect: {
        output: ["Task is running in the background", "Task started", "Task finished"],
        duration: 2,
        verdict: "passes",
      },
    },
    {
      name: "generator in the background",
      *main(print): Generator<Wait, void, void> {
        const task = createTask(function* () {
          print("Task started");
          yield* sleep(2);
          print("Task finished");
        });
        print("Task is running in the background");
        yield* task;
      },
      expect: {
        output: ["Task is running in the background", "Task started", "Task finished"],
        duration: 2,
        verdict: "passes",
      },
    },
    {
      name: "a task nobody waits for is cancelled when main ends",
      async main(print) {
        createTask(async () => {
          try {
            await sleep(3_600);
          } finally {
            print("Task stopped");
          }
        });
        await sleep(2);
        print("main ends");
      },
      expect: { output: ["main ends", "Task stopped"], duration: 2, verdict: "passes" },
    },
  ],
};

import { CancelledError, createTask, type Future, getRunningLoop, shield, sleep, type Wait } from "timeloom";
import type { Print, Scenario } from "../scenario.ts";

export const t16: Scenario = {
  id: "T16",
  title: "shield() takes a cancellation on itself, the task behind it goes on",
  source: [new URL("https://docs.python.org/3/library/asyncio-task.html#shielding-from-cancellation")],
  articles: ["e3bee89e64d4930e", "a851d68038614d89"],
  programs: [
    {
      name: "the outer future is cancelled, main ends",
      async main(print) {
        const task = createTask(() => exampleTask(print));
        const shielded = shield(task);
        createTask(() => cancelAfterOneSecond(shielded, print));
        try {
          print(`Protected task finished with result: ${await shielded}`);
        } catch (error) {
          if (!(error instanceof CancelledError)) throw error;
          print("Protected task was cancelled");
        }
      },
      expect: {
        output: ["Task started", "Cancelling task...", "Protected task was cancelled"],
        duration: 1,
        verdict: "passes",
      },
    },
    {
      name: "the inner task goes on to its end",
      *main(print): Generator<Wait, void, void> {
        const task = createTask(() => exampleTask(print));
        const shielded = shield(task);
        createTask(() => cancelAfterOneSecond(shielded, print));
        try {
          yield* shielded;
        } catch (error) {
          if (!(error instanceof CancelledError)) throw error;
          print(`Protected task was cancelled at ${getRunningLoop().time()} s`);
        }
        print(`${yield* task} at ${getRunningLoop().time()} s`);
      },
      expect: {
        output: [
          "Task started",
          "Cancelling task...",
          "Protected task was cancelled at 1 s",
          "Task completed",
          "Task result at 2 s",
        ],
        duration: 2,
        verdict: "passes",
      },
    },
    {
      name: "a waiter that ignores its cancellation gets null",
      async main(print) {
        const task = createTask(() => exampleTask(print));
        const waiter = createTask(async () => {
          try {
            return await shield(task);
          } catch (error) {
            if (!(error instanceof CancelledError)) throw error;
            return null;
          }
        });
        createTask(() => cancelAfterOneSecond(waiter, print));
        print(`waiter: ${await waiter}`);
        print(`task: ${await task}`);
      },
      expect: {
        output: ["Task started", "Cancelling task...", "waiter: null", "Task completed", "task: Task result"],
        duration: 2,
        verdict: "passes",
      },
    },
    {
      name: "the inner task is cancelled itself",
      async main(print) {
        const task = createTask(() => exampleTask(print));
        const shielded = shield(task);
        createTask(() => cancelAfterOneSecond(task, print));
        try {
          await shielded;
        } catch (error) {
          if (!(error instanceof CancelledError)) throw error;
          print(`shield cancelled: ${shielded.cancelled()}, task cancelled: ${task.cancelled()}`);
        }
      },
      expect: {
        output: ["Task started", "Cancelling task...", "shield cancelled: true, task cancelled: true"],
        duration: 1,
        verdict: "passes",
      },
    },
  ],
};

async function exampleTask(print: Print): Promise<string> {
  print("Task started");
  await sleep(2);
  print("Task completed");
  return "Task result";
}

async function cancelAfterOneSecond(target: Future<unknown>, print: Print): Promise<void> {
  await sleep(1);
  print("Cancelling task...");
  target.cancel();
}

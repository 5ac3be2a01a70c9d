import { CancelledError, createTask, getRunningLoop, sleep, type Wait } from "timeloom";
import type { Print, Scenario } from "../scenario.ts";

export const t09: Scenario = {
  id: "T09",
  title: "cancel() throws CancelledError into a task where it waits",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-task.html#task-cancellation"),
    new URL("https://docs.python.org/3/library/asyncio-task.html#asyncio.Task.cancel"),
  ],
  articles: ["e3bee89e64d4930e", "45ed4b33170b9458"],
  programs: [
    {
      name: "after two of five seconds",
      async main(print) {
        const task = createTask(async () => {
          print("Task started");
          try {
            await sleep(5);
          } catch (error) {
            print("Task was cancelled!");
            throw error;
          }
          print("Task finished");
        });

        await sleep(2);
        task.cancel();
        try {
          await task;
        } catch (error) {
          if (!(error instanceof CancelledError)) throw error;
          print("Task has been cancelled");
        }
      },
      expect: {
        output: ["Task started", "Task was cancelled!", "Task has been cancelled"],
        duration: 2,
        verdict: "passes",
      },
    },
    {
      name: "an hour of sleep, cut short after five seconds",
      *main(print): Generator<Wait, void, void> {
        print("main(): running");
        const task = createTask(() => cancelMe(print));

        print("main(): sleep");
        yield* sleep(5);

        print("main(): call cancel");
        task.cancel();
        try {
          yield* task;
        } catch (error) {
          if (!(error instanceof CancelledError)) throw error;
          print("main(): cancel_me is cancelled now");
        }
      },
      expect: {
        output: [
          "main(): running",
          "main(): sleep",
          "cancel_me(): sleep",
          "main(): call cancel",
          "cancel_me(): cancel sleep",
          "cancel_me(): after sleep",
          "main(): cancel_me is cancelled now",
        ],
        duration: 5,
        verdict: "passes",
      },
    },
    {
      name: "an hour of sleep, left alone",
      async main(print) {
        await createTask(() => cancelMe(print));
        print(`main(): awake at ${getRunningLoop().time()} s`);
      },
      expect: {
        output: ["cancel_me(): sleep", "cancel_me(): after sleep", "main(): awake at 3600 s"],
        duration: 3_600,
        verdict: "passes",
      },
    },
  ],
};

function* cancelMe(print: Print): Generator<Wait, void, void> {
  print("cancel_me(): sleep");
  try {
    yield* sleep(3_600);
  } catch (error) {
    print("cancel_me(): cancel sleep");
    throw error;
  } finally {
    print("cancel_me(): after sleep");
  }
}

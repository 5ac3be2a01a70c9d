import { getRunningLoop, sleep, timeout, timeoutAt, TimeoutError, type Wait, waitFor } from "timeloom";
import type { Print, Scenario } from "../scenario.ts";

export const t17: Scenario = {
  id: "T17",
  title: "A timeout cancels what takes longer, at exactly its time",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-task.html#timeouts"),
    new URL("https://docs.python.org/3/library/asyncio-task.html#asyncio.wait_for"),
  ],
  articles: ["e3bee89e64d4930e", "45ed4b33170b9458", "a851d68038614d89"],
  programs: [
    {
      name: "timeout(10) around a job of an hour",
      async main(print) {
        try {
          await timeout(10).run(() => sleep(3_600));
        } catch (error) {
          if (!(error instanceof TimeoutError)) throw error;
          print(`The long operation timed out at ${getRunningLoop().time()} s, but we've handled it.`);
        }
      },
      expect: {
        output: ["The long operation timed out at 10 s, but we've handled it."],
        duration: 10,
        verdict: "passes",
      },
    },
    {
      name: "timeout(2) around three seconds",
      async main(print) {
        try {
          const result = await timeout(2).run(() => longTask(3, print));
          print(`Task finished with result: ${result}`);
        } catch (error) {
          if (!(error instanceof TimeoutError)) throw error;
          print("Task took too long and was cancelled due to timeout.");
        }
      },
      expect: {
        output: ["Task started", "Task took too long and was cancelled due to timeout."],
        duration: 2,
        verdict: "passes",
      },
    },
    {
      name: "timeout(2) around one second",
      async main(print) {
        const result = await timeout(2).run(() => longTask(1, print));
        print(`Task finished with result: ${result}`);
      },
      expect: {
        output: ["Task started", "Task completed", "Task finished with result: Task result"],
        duration: 1,
        verdict: "passes",
      },
    },
    {
      name: "timeout(null), rescheduled to three seconds from now",
      *main(print): Generator<Wait, void, void> {
        const limit = timeout(null);
        try {
          yield* limit.run(function* (cm) {
            print(`deadline: ${cm.when()}`);
            cm.reschedule(getRunningLoop().time() + 3);
            print(`deadline: ${cm.when()}`);
            yield* longTask(5, print);
          });
        } catch (error) {
          if (!(error instanceof TimeoutError)) throw error;
        }
        if (limit.expired()) print(`Looks like we haven't finished on time: ${getRunningLoop().time()} s`);
      },
      expect: {
        output: ["deadline: null", "deadline: 3", "Task started", "Looks like we haven't finished on time: 3 s"],
        duration: 3,
        verdict: "passes",
      },
    },
    {
      name: "timeout(null) sets no limit: two hours of work",
      async main(print) {
        const limit = timeout(null);
        print(await limit.run(() => longTask(7_200, print)));
        print(`expired: ${limit.expired()}`);
      },
      expect: {
        output: ["Task started", "Task completed", "Task result", "expired: false"],
        duration: 7_200,
        verdict: "passes",
      },
    },
    {
      name: "timeoutAt(now + 2)",
      async main(print) {
        const when = getRunningLoop().time() + 2;
        try {
          await timeoutAt(when).run(() => longTask(3, print));
        } catch (error) {
          if (!(error instanceof TimeoutError)) throw error;
          print("Task was cancelled due to timeout.");
        }
      },
      expect: {
        output: ["Task started", "Task was cancelled due to timeout."],
        duration: 2,
        verdict: "passes",
      },
    },
    {
      name: "waitFor two of three seconds",
      async main(print) {
        try {
          const result = await waitFor(() => longTask(3, print), 2);
          print(`Task finished with result: ${result}`);
        } catch (error) {
          if (!(error instanceof TimeoutError)) throw error;
          print("Task took too long and was cancelled due to timeout.");
        }
      },
      expect: {
        output: ["Task started", "Task took too long and was cancelled due to timeout."],
        duration: 2,
        verdict: "passes",
      },
    },
    {
      name: "waitFor one of two seconds",
      *main(print): Generator<Wait, void, void> {
        try {
          yield* waitFor(function* () {
            yield* sleep(2);
            print("never printed");
          }, 1);
        } catch (error) {
          if (!(error instanceof TimeoutError)) throw error;
          print("timeout!");
        }
      },
      expect: { output: ["timeout!"], duration: 1, verdict: "passes" },
    },
  ],
};

function* longTask(delay: number, print: Print): Generator<Wait, string, void> {
  print("Task started");
  yield* sleep(delay);
  print("Task completed");
  return "Task result";
}

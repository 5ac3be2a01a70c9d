import { createTask, Future, getRunningLoop, InvalidStateError, sleep, type Wait } from "timeloom";
import type { Scenario } from "../scenario.ts";
import { textOf } from "../text-of.ts";

export const t05: Scenario = {
  id: "T05",
  title: "A future holds a result that somebody else sets later",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-future.html#asyncio.Future"),
    new URL("https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.create_future"),
  ],
  articles: ["e3bee89e64d4930e", "45ed4b33170b9458", "a851d68038614d89"],
  programs: [
    {
      name: "set by a task, read when the task is done",
      async main(print) {
        const future = new Future<string>();
        await createTask(async () => {
          await sleep(1);
          future.setResult("Future result");
        });
        print(future.result());
      },
      expect: { output: ["Future result"], duration: 1, verdict: "passes" },
    },
    {
      name: "awaited",
      *main(print): Generator<Wait, void, void> {
        const loop = getRunningLoop();
        const future = loop.createFuture<string>();
        loop.createTask(function* () {
          yield* sleep(2);
          future.setResult("Hello future");
        });
        yield* future;
        print(future.result());
      },
      expect: { output: ["Hello future"], duration: 2, verdict: "passes" },
    },
    {
      name: "set by a callback, to an exception",
      async main(print) {
        const loop = getRunningLoop();
        const future = loop.createFuture<string>();
        loop.callLater(0.25, () => future.setException(new Error("the line is dead")));
        try {
          print(await future);
        } catch (error) {
          print(textOf(error));
        }
        print(`done: ${future.done()}, cancelled: ${future.cancelled()}`);
      },
      expect: {
        output: ["the line is dead", "done: true, cancelled: false"],
        duration: 0.25,
        verdict: "passes",
      },
    },
    {
      name: "set twice",
      async main(print) {
        const future = getRunningLoop().createFuture<number>();
        future.setResult(1);
        try {
          future.setResult(2);
        } catch (error) {
          print(`second setResult: ${error instanceof InvalidStateError}`);
        }
        print(`${await future}`);
      },
      expect: { output: ["second setResult: true", "1"], duration: 0, verdict: "passes" },
    },
    {
      name: "never set",
      async main() {
        await getRunningLoop().createFuture<never>();
      },
      expect: {
        output: [],
        duration: 0,
        verdict: "deadlocks",
        error: "DeadlockError: Deadlock at t=0 s: 1 task(s) wait and no timer is pending",
      },
    },
  ],
};

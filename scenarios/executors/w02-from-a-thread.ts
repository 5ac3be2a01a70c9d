import { loopHandle, sleep, toThread, type LoopHandle, type Wait } from "timeloom";
import type { Print, Scenario } from "../scenario.ts";
import { askFor, type Desk } from "./jobs.ts";

export const w02: Scenario = {
  id: "W02",
  title: "A thread calls coroutines and callbacks of the loop",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-task.html#scheduling-from-other-threads"),
    new URL("https://docs.python.org/3/library/asyncio-dev.html#concurrency-and-multithreading"),
  ],
  articles: ["e3bee89e64d4930e"],
  programs: [
    {
      name: "it waits for the result",
      world: { workers: { duration: 0 } },
      async main(print) {
        print(await toThread(askFor, desk(print), 30));
      },
      expect: { output: ["a thread asks", "the sum is 3"], duration: 1, verdict: "passes" },
    },
    {
      name: "it waits too short a time, and cancels the coroutine",
      world: { workers: { duration: 0 } },
      *main(print): Generator<Wait, void, void> {
        const answer = yield* toThread(askFor, desk(print), 0.25);
        yield* sleep(0.25);
        print(answer);
      },
      expect: {
        output: ["a thread asks", "add() is cancelled", "TimeoutError, and the coroutine is cancelled"],
        duration: 0.5,
        verdict: "passes",
      },
    },
  ],
};

function desk(print: Print): LoopHandle<Desk> {
  return loopHandle<Desk>({
    async add(a, b) {
      try {
        await sleep(1);
        return a + b;
      } catch (error) {
        print("add() is cancelled");
        throw error;
      }
    },
    print,
  });
}

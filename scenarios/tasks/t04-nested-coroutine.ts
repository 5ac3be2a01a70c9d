import { coroutine, createTask, getRunningLoop, iscoroutine, sleep, type Wait } from "timeloom";
import type { Scenario } from "../scenario.ts";

export const t04: Scenario = {
  id: "T04",
  title: "A coroutine does nothing until it is awaited or becomes a task",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-task.html#awaitables"),
    new URL("https://docs.python.org/3/library/asyncio-dev.html#detect-never-awaited-coroutines"),
  ],
  articles: ["e3bee89e64d4930e"],
  programs: [
    {
      name: "awaited",
      async main(print) {
        const nested = coroutine(async () => 42);
        print(`${await nested()}`);
      },
      expect: { output: ["42"], duration: 0, verdict: "passes" },
    },
    {
      name: "awaited by a generator",
      *main(print): Generator<Wait, void, void> {
        const nested = coroutine(function* () {
          yield* sleep(1);
          return 42;
        });
        print(`${yield* nested()}`);
      },
      expect: { output: ["42"], duration: 1, verdict: "passes" },
    },
    {
      name: "wrapped in a task",
      async main(print) {
        const nested = coroutine(async () => 42);
        const task = createTask(nested());
        print(`${await task}`);
      },
      expect: { output: ["42"], duration: 0, verdict: "passes" },
    },
    {
      name: "called only",
      async main(print) {
        const nested = coroutine(async () => print("never printed"));
        const object = nested();
        print(`a coroutine: ${iscoroutine(object)}`);
        object.close();
      },
      expect: { output: ["a coroutine: true"], duration: 0, verdict: "passes" },
    },
    {
      name: "called and forgotten",
      async main(print) {
        async function nested(): Promise<number> {
          return 42;
        }

        getRunningLoop().setExceptionHandler((_, { message }) => print(message));
        void coroutine(nested)();
        await sleep(1);
        print("main ends");
      },
      expect: {
        output: ["main ends", "coroutine 'nested' was never awaited"],
        duration: 1,
        verdict: "passes",
      },
    },
  ],
};

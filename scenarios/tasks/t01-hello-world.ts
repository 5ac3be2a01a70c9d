import { sleep, type Wait } from "timeloom";
import type { Scenario } from "../scenario.ts";

export const t01: Scenario = {
  id: "T01",
  title: "A coroutine waits a second between two lines",
  source: [
    new URL("https://docs.python.org/3/library/asyncio.html"),
    new URL("https://docs.python.org/3/library/asyncio-runner.html#asyncio.run"),
  ],
  articles: ["e3bee89e64d4930e"],
  programs: [
    {
      name: "as an async function",
      async main(print): Promise<void> {
        print("Hello ...");
        await sleep(1);
        print("... World!");
      },
      expect: { output: ["Hello ...", "... World!"], duration: 1, verdict: "passes" },
    },
    {
      name: "as a generator",
      *main(print): Generator<Wait, void, void> {
        print("hello");
        yield* sleep(1);
        print("world");
      },
      expect: { output: ["hello", "world"], duration: 1, verdict: "passes" },
    },
  ],
};

import { getRunningLoop, sleep, type Wait } from "timeloom";
import type { Scenario } from "../scenario.ts";

export const t12: Scenario = {
  id: "T12",
  title: "The time of the loop, once a second for five seconds",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-task.html#sleeping"),
    new URL("https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.time"),
  ],
  articles: ["e3bee89e64d4930e"],
  programs: [
    {
      name: "display date",
      async main(print) {
        const loop = getRunningLoop();
        const end = loop.time() + 5;
        for (;;) {
          print(`${loop.time()} s`);
          if (loop.time() + 1 >= end) break;
          await sleep(1);
        }
      },
      expect: { output: ["0 s", "1 s", "2 s", "3 s", "4 s"], duration: 4, verdict: "passes" },
    },
    {
      name: "display date, as a generator, past the end",
      *main(print): Generator<Wait, void, void> {
        const loop = getRunningLoop();
        for (const end = loop.time() + 5; loop.time() <= end; yield* sleep(1)) print(`${loop.time()} s`);
      },
      expect: { output: ["0 s", "1 s", "2 s", "3 s", "4 s", "5 s"], duration: 6, verdict: "passes" },
    },
  ],
};

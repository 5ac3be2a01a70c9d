import { type Executor, gather, ProcessPoolExecutor, sleep, ThreadPoolExecutor, type Wait } from "timeloom";
import type { Print, Scenario } from "../scenario.ts";
import { blockingIo, secondsOf } from "./jobs.ts";

/** Seconds that a download takes. */
const latency = 0.125;
const sites = Array.from({ length: 80 }, (_, i) => `site ${i}`);
const world = { workers: { duration: secondsOf } };

export const w12: Scenario = {
  id: "W12",
  title: "80 downloads by threads, by processes and by one loop",
  source: [new URL("https://docs.python.org/3/library/concurrent.futures.html#threadpoolexecutor-example")],
  articles: ["a851d68038614d89"],
  programs: [
    {
      name: "20 threads",
      world,
      async main(print) {
        await new ThreadPoolExecutor({ maxWorkers: 20 }).run((pool) => downloadIn(pool, print));
      },
      expect: { output: ["80 downloads"], duration: 4 * latency, verdict: "passes" },
    },
    {
      name: "4 processes",
      world,
      async main(print) {
        await new ProcessPoolExecutor({ maxWorkers: 4 }).run((pool) => downloadIn(pool, print));
      },
      expect: { output: ["80 downloads"], duration: 20 * latency, verdict: "passes" },
    },
    {
      name: "one loop",
      *main(print): Generator<Wait, void, void> {
        const done = yield* gather(...sites.map((site) => () => sleep(latency, `${site} done`)));
        print(`${done.length} downloads`);
      },
      expect: { output: ["80 downloads"], duration: latency, verdict: "passes" },
    },
  ],
};

async function downloadIn(pool: Executor, print: Print): Promise<void> {
  const done = await gather(...sites.map((site) => pool.submit(blockingIo, site, latency)));
  print(`${done.length} downloads`);
}

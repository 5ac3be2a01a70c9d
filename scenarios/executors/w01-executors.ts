import { gather, ProcessPoolExecutor, runInExecutor, sleep, ThreadPoolExecutor, toThread, type Wait } from "timeloom";
import type { Print, Scenario } from "../scenario.ts";
import { blockingIo, secondsOf } from "./jobs.ts";

const world = { workers: { duration: secondsOf } };

export const w01: Scenario = {
  id: "W01",
  title: "Blocking calls in threads and processes",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-eventloop.html#executing-code-in-thread-or-process-pools"),
    new URL("https://docs.python.org/3/library/asyncio-task.html#running-in-threads"),
  ],
  articles: ["c2721f6d3da34c98", "90623da5c64d9a8a", "45ed4b33170b9458"],
  programs: [
    {
      name: "the default pool, a pool of threads, a pool of processes",
      world,
      async main(print) {
        print(await runInExecutor(null, blockingIo, "default thread pool", 0.1));
        await new ThreadPoolExecutor().run(async (pool) => {
          print(await runInExecutor(pool, blockingIo, "custom thread pool", 0.2));
        });
        await new ProcessPoolExecutor({ maxWorkers: 2 }).run(async (pool) => {
          print(await runInExecutor(pool, blockingIo, "custom process pool", 0.3));
        });
      },
      expect: {
        output: ["default thread pool done", "custom thread pool done", "custom process pool done"],
        duration: 0.1 + 0.2 + 0.3,
        verdict: "passes",
      },
    },
    {
      name: "toThread() beside a sleep",
      world,
      *main(print): Generator<Wait, void, void> {
        print("started main");
        const tick = async (): Promise<void> => {
          await sleep(0.5);
          print("the loop goes on");
        };
        const [line] = yield* gather(toThread(blockingIo, "blocking call", 2), tick);
        print(line);
      },
      expect: {
        output: ["started main", "the loop goes on", "blocking call done"],
        duration: 2,
        verdict: "passes",
      },
    },
    {
      name: "three of them in gather()",
      world,
      async main(print) {
        const calls = [call("A", 1, print), call("B", 3, print), call("C", 2, print)];
        print((await gather(...calls)).join(", "));
      },
      expect: {
        output: ["A finished", "C finished", "B finished", "A done, B done, C done"],
        duration: 3,
        verdict: "passes",
      },
    },
  ],
};

function call(name: string, seconds: number, print: Print): () => Promise<string> {
  return async () => {
    const line = await toThread(blockingIo, name, seconds);
    print(`${name} finished`);
    return line;
  };
}

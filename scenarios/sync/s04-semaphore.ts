import {
  BoundedSemaphore,
  ensureFuture,
  gather,
  getRunningLoop,
  Semaphore,
  sleep,
  ValueError,
  wait,
  type Wait,
} from "timeloom";
import type { Print, Scenario } from "../scenario.ts";
import { textOf } from "../text-of.ts";

export const s04: Scenario = {
  id: "S04",
  title: "A semaphore limits how many tasks are inside at once",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-sync.html#semaphore"),
    new URL("https://docs.python.org/3/library/asyncio-sync.html#boundedsemaphore"),
  ],
  articles: ["e3bee89e64d4930e", "c2721f6d3da34c98", "90623da5c64d9a8a", "45ed4b33170b9458"],
  programs: [
    {
      name: "three workers, two at a time",
      async main(print) {
        const semaphore = new Semaphore(2);
        await gather(...[1, 2, 3].map((id) => worker(semaphore, `Worker ${id}`, print)));
      },
      expect: {
        output: [
          "Worker 1 got access",
          "Worker 2 got access",
          "Worker 1 gave access back",
          "Worker 2 gave access back",
          "Worker 3 got access",
          "Worker 3 gave access back",
        ],
        duration: 2,
        verdict: "passes",
      },
    },
    {
      name: "six downloads, three at a time",
      async main(print) {
        const semaphore = new Semaphore(3);
        async function download(url: string): Promise<void> {
          print(`Fetching ${url}`);
          await semaphore.run(async () => {
            await sleep(1);
            print(`Fetched ${url}`);
          });
        }
        await gather(...[1, 2, 3, 4, 5, 6].map((number) => () => download(`http://example.com/${number}`)));
      },
      expect: {
        output: [
          ...[1, 2, 3, 4, 5, 6].map((number) => `Fetching http://example.com/${number}`),
          ...[1, 2, 3, 4, 5, 6].map((number) => `Fetched http://example.com/${number}`),
        ],
        duration: 2,
        verdict: "passes",
      },
    },
    {
      name: "three requests, two at a time",
      async main(print) {
        const semaphore = new Semaphore(2);
        const request = (id: number) => async (): Promise<void> => {
          await semaphore.run(async () => {
            await sleep(1); // the server takes a second
            print(`${getRunningLoop().time()} s: worker[${id}] has its response`);
          });
        };
        await wait([0, 1, 2].map((id) => ensureFuture(request(id))));
      },
      expect: {
        output: [
          "1 s: worker[0] has its response",
          "1 s: worker[1] has its response",
          "2 s: worker[2] has its response",
        ],
        duration: 2,
        verdict: "passes",
      },
    },
    {
      name: "a hundred jobs of a minute, ten at a time",
      *main(print): Generator<Wait, void, void> {
        const semaphore = new Semaphore(10);
        let inside = 0;
        let most = 0;
        function* job(): Generator<Wait, void, void> {
          yield* semaphore.run(function* () {
            inside += 1;
            most = Math.max(most, inside);
            yield* sleep(60);
            inside -= 1;
          });
        }
        yield* gather(...Array.from({ length: 100 }, () => job()));
        print(`at most ${most} at once, ${inside} left, free: ${!semaphore.locked()}`);
      },
      expect: { output: ["at most 10 at once, 0 left, free: true"], duration: 600, verdict: "passes" },
    },
    {
      name: "a bounded semaphore refuses one release too many",
      *main(print): Generator<Wait, void, void> {
        const semaphore = new BoundedSemaphore(1);
        yield* semaphore.acquire();
        print(`locked: ${semaphore.locked()}`);
        semaphore.release();
        try {
          semaphore.release();
        } catch (error) {
          if (!(error instanceof ValueError)) throw error;
          print(textOf(error));
        }
        const unbounded = new Semaphore(1);
        unbounded.release();
        print(`unbounded, locked: ${unbounded.locked()}`);
      },
      expect: {
        output: ["locked: true", "BoundedSemaphore released too many times", "unbounded, locked: false"],
        duration: 0,
        verdict: "passes",
      },
    },
  ],
};

function* worker(semaphore: Semaphore, name: string, print: Print): Generator<Wait, void, void> {
  yield* semaphore.run(function* () {
    print(`${name} got access`);
    yield* sleep(1);
    print(`${name} gave access back`);
  });
}

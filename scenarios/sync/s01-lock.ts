import { createTask, ensureFuture, gather, getRunningLoop, Lock, RuntimeError, sleep, type Wait } from "timeloom";
import type { Print, Scenario } from "../scenario.ts";
import { textOf } from "../text-of.ts";

export const s01: Scenario = {
  id: "S01",
  title: "A lock lets in one task at a time, in order of arrival",
  source: [new URL("https://docs.python.org/3/library/asyncio-sync.html#lock")],
  articles: ["e3bee89e64d4930e", "90623da5c64d9a8a"],
  programs: [
    {
      name: "two workers, a second each",
      async main(print) {
        const lock = new Lock();
        await gather(worker(lock, "Worker 1", print), worker(lock, "Worker 2", print));
      },
      expect: {
        output: [
          "Worker 1 acquired the lock",
          "Worker 1 released the lock",
          "Worker 2 acquired the lock",
          "Worker 2 released the lock",
        ],
        duration: 2,
        verdict: "passes",
      },
    },
    {
      name: "three requests under one lock",
      async main(print) {
        const lock = new Lock();
        const request = (id: number) => async (): Promise<number> => {
          await lock.run(async () => {
            await sleep(1); // the server takes a second
            print(`response at ${getRunningLoop().time()} s`);
          });
          return id;
        };
        const ids = await gather(...[0, 1, 2].map((id) => ensureFuture(request(id))));
        print(ids.join(", "));
      },
      expect: {
        output: ["response at 1 s", "response at 2 s", "response at 3 s", "0, 1, 2"],
        duration: 3,
        verdict: "passes",
      },
    },
    {
      name: "a cancelled waiter leaves the line",
      *main(print): Generator<Wait, void, void> {
        const lock = new Lock();
        const first = createTask(() => worker(lock, "first", print));
        const cancelled = createTask(() => worker(lock, "cancelled", print));
        const last = createTask(() => worker(lock, "last", print));
        yield* sleep(0.5);
        cancelled.cancel();
        yield* gather(first, last);
        print(`locked: ${lock.locked()}`);
      },
      expect: {
        output: [
          "first acquired the lock",
          "first released the lock",
          "last acquired the lock",
          "last released the lock",
          "locked: false",
        ],
        duration: 2,
        verdict: "passes",
      },
    },
    {
      name: "released without being held",
      async main(print) {
        try {
          new Lock().release();
        } catch (error) {
          if (!(error instanceof RuntimeError)) throw error;
          print(textOf(error));
        }
      },
      expect: { output: ["Lock is not acquired."], duration: 0, verdict: "passes" },
    },
    {
      name: "taken in two orders",
      async main(print) {
        const fork = new Lock();
        const knife = new Lock();
        const eat = (name: string, first: Lock, second: Lock) => async (): Promise<void> => {
          await first.acquire();
          print(`${name} has one of two`);
          await sleep(1);
          await second.acquire();
          print(`${name} eats`);
        };
        await gather(eat("Ada", fork, knife), eat("Grace", knife, fork));
      },
      expect: {
        output: ["Ada has one of two", "Grace has one of two"],
        duration: 1,
        verdict: "deadlocks",
        error: "DeadlockError: Deadlock at t=1 s: 3 task(s) wait and no timer is pending",
      },
    },
  ],
};

function* worker(lock: Lock, name: string, print: Print): Generator<Wait, void, void> {
  yield* lock.run(function* () {
    print(`${name} acquired the lock`);
    yield* sleep(1);
    print(`${name} released the lock`);
  });
}

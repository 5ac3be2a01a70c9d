import {
  Condition,
  createTask,
  ensureFuture,
  gather,
  getRunningLoop,
  RuntimeError,
  sleep,
  wait,
  type Wait,
} from "timeloom";
import type { Scenario } from "../scenario.ts";
import { textOf } from "../text-of.ts";

export const s03: Scenario = {
  id: "S03",
  title: "A condition wakes as many waiters as it is told",
  source: [new URL("https://docs.python.org/3/library/asyncio-sync.html#condition")],
  articles: ["e3bee89e64d4930e", "90623da5c64d9a8a"],
  programs: [
    {
      name: "a producer and a consumer",
      async main(print) {
        const condition = new Condition();
        async function consumer(): Promise<void> {
          await condition.run(async () => {
            print("waiting for the condition ...");
            await condition.wait();
            print("the condition holds: consuming");
          });
        }
        async function producer(): Promise<void> {
          await sleep(1);
          await condition.run(async () => {
            print("the condition holds: notifying");
            condition.notify();
          });
        }
        await gather(consumer, producer);
      },
      expect: {
        output: ["waiting for the condition ...", "the condition holds: notifying", "the condition holds: consuming"],
        duration: 1,
        verdict: "passes",
      },
    },
    {
      name: "notify(2) wakes exactly two of three",
      async main(print) {
        const condition = new Condition();
        async function waiter(id: number): Promise<void> {
          await condition.run(async () => {
            await condition.wait();
            print(`${getRunningLoop().time()} s: waiter[${id}] is through`);
          });
        }
        async function request(latency: number): Promise<void> {
          await sleep(latency);
          print(`response after ${latency} s`);
          await condition.run(async () => condition.notify(2));
        }

        for (const id of [0, 1, 2]) ensureFuture(() => waiter(id));
        await wait([1, 1.25, 1.25].map((latency) => ensureFuture(() => request(latency))));
        await sleep(0); // lets the waiters run that are ready
      },
      expect: {
        output: [
          "response after 1 s",
          "1 s: waiter[0] is through",
          "1 s: waiter[1] is through",
          "response after 1.25 s",
          "response after 1.25 s",
          "1.25 s: waiter[2] is through",
        ],
        duration: 1.25,
        verdict: "passes",
      },
    },
    {
      name: "wait for a predicate",
      *main(print): Generator<Wait, void, void> {
        const condition = new Condition();
        let stock = 0;
        const buyer = createTask(function* () {
          yield* condition.run(function* () {
            yield* condition.waitFor(() => stock >= 3);
            print(`bought ${stock} at ${getRunningLoop().time()} s`);
          });
        });
        while (stock < 3) {
          yield* sleep(1);
          yield* condition.acquire();
          stock += 1;
          print(`stock: ${stock}`);
          condition.notifyAll();
          condition.release();
        }
        yield* buyer;
      },
      expect: {
        output: ["stock: 1", "stock: 2", "stock: 3", "bought 3 at 3 s"],
        duration: 3,
        verdict: "passes",
      },
    },
    {
      name: "notified without the lock",
      async main(print) {
        try {
          new Condition().notify();
        } catch (error) {
          if (!(error instanceof RuntimeError)) throw error;
          print(textOf(error));
        }
      },
      expect: { output: ["cannot notify on un-acquired lock"], duration: 0, verdict: "passes" },
    },
  ],
};

import { Condition, createTask, Event, gather, Lock, Semaphore, sleep, type Task, wait } from "timeloom";
import { simulateNetwork } from "timeloom/testing";
import type { LoopProgram, Print, Scenario } from "../scenario.ts";
import { type Ask, startService, whileServing, world } from "./web-service.ts";

const threeTimes = [0, 1, 2];

export const w10: Scenario = {
  id: "W10",
  title: "A web service and its eight clients",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-task.html"),
    new URL("https://docs.python.org/3/library/asyncio-sync.html"),
  ],
  articles: ["90623da5c64d9a8a"],
  programs: [
    {
      name: "one after the other",
      world,
      *main(print) {
        const simulation = simulateNetwork();
        const { ask, close } = yield* createTask(startService);
        try {
          for (const _ of threeTimes) print(`${yield* createTask(() => ask())}`);
        } finally {
          close();
          simulation.restore();
        }
      },
      expect: { output: ["ok", "ok", "ok"], duration: 3, verdict: "passes" },
    },
    {
      ...client("in the background, while the client sleeps", 1.1, ["ok", "ok", "ok"], async (ask, print) => {
        inTasks(async () => print(`${await ask()}`));
        await sleep(1.1);
      }),
      hurried: true, // by a tenth of a second
    },
    client("waited for", 1, ["done: 3, pending: 0"], async (ask, print) => {
      const [done, pending] = await wait(inTasks(() => ask()));
      print(`done: ${done.size}, pending: ${pending.size}`);
    }),
    client("gathered", 1, ["0 1 2"], async (ask, print) => {
      const results = await gather(...threeTimes.map((id) => async () => (await ask()) === "ok" && id));
      print(results.join(" "));
    }),
    client("under a lock", 3, ["0 after 1 s", "1 after 2 s", "2 after 3 s"], async (ask, print) => {
      const lock = new Lock();
      let seconds = 0;
      const locked = (id: number) => async (): Promise<void> => {
        await lock.run(() => ask());
        seconds += 1;
        print(`${id} after ${seconds} s`);
      };
      await gather(...threeTimes.map(locked));
    }),
    client("with events for large and small numbers", 1, ["large: 2", "small: 2"], async (ask, print) => {
      const events = { large: new Event(), small: new Event() };
      const woken = { large: 0, small: 0 };
      const waiter = async (size: "large" | "small"): Promise<void> => {
        await events[size].wait();
        woken[size] += 1;
      };
      const waiters = (["large", "large", "small", "small"] as const).map((size) => createTask(() => waiter(size)));
      await wait(inTasks(async () => events[Number(await ask("/random")) > 0.5 ? "large" : "small"].set()));
      await wait(waiters);
      for (const [size, count] of Object.entries(woken)) print(`${size}: ${count}`);
    }),
    client("with a condition that wakes two at a time", 1, ["woken: 0 1 2"], async (ask, print) => {
      const condition = new Condition();
      const woken: number[] = [];
      const waiters = threeTimes.map((id) =>
        createTask(() =>
          condition.run(async () => {
            await condition.wait();
            woken.push(id);
          }),
        ),
      );
      await wait(
        inTasks(async () => {
          await ask("/random");
          await condition.run(() => condition.notify(2));
        }),
      );
      await wait(waiters);
      print(`woken: ${woken.join(" ")}`);
    }),
    client("at most two at a time, by a semaphore", 2, ["most at a time: 2"], async (ask, print) => {
      const semaphore = new Semaphore(2);
      let running = 0;
      let most = 0;
      await wait(
        inTasks(() =>
          semaphore.run(async () => {
            running += 1;
            most = Math.max(most, running);
            await ask("/random");
            running -= 1;
          }),
        ),
      );
      print(`most at a time: ${most}`);
    }),
  ],
};

function client(
  name: string,
  duration: number,
  output: readonly string[],
  body: (ask: Ask, print: Print) => Promise<void>,
): LoopProgram {
  return {
    name,
    world,
    main: (print) => whileServing((ask) => body(ask, print)),
    expect: { output, duration, verdict: "passes" },
  };
}

function inTasks(body: () => PromiseLike<unknown>): Task<unknown>[] {
  return threeTimes.map(() => createTask(body));
}

import { createTask, FIRST_COMPLETED, FIRST_EXCEPTION, getRunningLoop, sleep, wait, type Wait } from "timeloom";
import type { Print, Scenario } from "../scenario.ts";

/** Ten draws from the half second to five seconds, fixed so that every run is the same. */
const delays = [3.25, 1.75, 4.5, 0.75, 2.5, 4.75, 1.25, 3.75, 2.25, 4.25];

export const t19: Scenario = {
  id: "T19",
  title: "wait() for the first, then for two seconds, then for the rest",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-task.html#asyncio.wait"),
    new URL("https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.run_until_complete"),
  ],
  articles: ["45ed4b33170b9458"],
  programs: [
    {
      name: "ten tasks over three runs of one loop",
      async script(print, newLoop) {
        const loop = newLoop();
        const tasks = delays.map((delay, i) => loop.createTask(() => job(i + 1, delay, print)));

        print("Get first result:");
        const [first, unfinished] = await loop.runUntilComplete(wait(tasks, { returnWhen: FIRST_COMPLETED }));
        for (const task of first) print(`${task.result()}`);
        print(`unfinished: ${unfinished.size}`);

        print("Get more results in 2 seconds:");
        const [more, unfinished2] = await loop.runUntilComplete(wait(unfinished, { timeout: 2 }));
        for (const task of more) print(`${task.result()}`);
        print(`unfinished2: ${unfinished2.size}`);

        print("Get all other results:");
        const [others] = await loop.runUntilComplete(wait(unfinished2));
        for (const task of others) print(`${task.result()}`);
        print(`counts add up: ${first.size + more.size + others.size === delays.length}`);
        loop.close();
      },
      expect: {
        output: [
          "Get first result:",
          ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((tag) => `> ${tag}`),
          "< 4",
          "4",
          "unfinished: 9",
          "Get more results in 2 seconds:",
          "< 7",
          "< 2",
          "< 9",
          "< 5",
          "2",
          "5",
          "7",
          "9",
          "unfinished2: 5",
          "Get all other results:",
          "< 1",
          "< 8",
          "< 10",
          "< 3",
          "< 6",
          "1",
          "3",
          "6",
          "8",
          "10",
          "counts add up: true",
        ],
        duration: 4.75,
        verdict: "passes",
      },
    },
    {
      name: "until the first exception",
      async main(print) {
        const tasks = [
          createTask(() => sleep(1), { name: "quick" }),
          createTask(() => failAfter(2), { name: "failing" }),
          createTask(() => sleep(3_600), { name: "slow" }),
        ];
        const [done, pending] = await wait(tasks, { returnWhen: FIRST_EXCEPTION });
        for (const task of done) print(`${task.getName()}: ${String(task.exception())}`);
        for (const task of pending) print(`${task.getName()} is pending at ${getRunningLoop().time()} s`);
      },
      expect: {
        output: ["quick: null", "failing: Error: no luck", "slow is pending at 2 s"],
        duration: 2,
        verdict: "passes",
      },
    },
    {
      name: "without an exception, that is until all are done",
      *main(print): Generator<Wait, void, void> {
        const tasks = [1, 2].map((delay) => createTask(() => sleep(delay)));
        const [done, pending] = yield* wait(tasks, { returnWhen: FIRST_EXCEPTION });
        print(`done: ${done.size}, pending: ${pending.size}`);
      },
      expect: { output: ["done: 2, pending: 0"], duration: 2, verdict: "passes" },
    },
  ],
};

function* job(tag: number, delay: number, print: Print): Generator<Wait, number, void> {
  print(`> ${tag}`);
  yield* sleep(delay);
  print(`< ${tag}`);
  return tag;
}

function* failAfter(delay: number): Generator<Wait, never, void> {
  yield* sleep(delay);
  throw new Error("no luck");
}

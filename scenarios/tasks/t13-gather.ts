import { coroutine, createTask, type Future, gather, getRunningLoop, sleep, ValueError, type Wait } from "timeloom";
import type { Print, Scenario } from "../scenario.ts";
import { textOf } from "../text-of.ts";

export const t13: Scenario = {
  id: "T13",
  title: "gather() keeps results in the order of its arguments",
  source: [new URL("https://docs.python.org/3/library/asyncio-task.html#running-tasks-concurrently")],
  articles: ["e3bee89e64d4930e", "45ed4b33170b9458", "a851d68038614d89"],
  programs: [
    {
      name: "results in argument order",
      async main(print) {
        const results = await gather(...[1, 2, 3].map((number) => () => job(number, print)));
        print(`Results: ${results.join(", ")}`);
      },
      expect: {
        output: ["Task 1 completed", "Task 2 completed", "Task 3 completed", "Results: Num 1, Num 2, Num 3"],
        duration: 3,
        verdict: "passes",
      },
    },
    {
      name: "the first exception propagates",
      async main(print) {
        try {
          await gather(...[1, 2, 3].map((number) => () => job(number, print, 2)));
        } catch (error) {
          print(`An error occurred: ${textOf(error)}`);
        }
      },
      expect: {
        output: ["Task 1 completed", "An error occurred: Task 2 failed!"],
        duration: 2,
        verdict: "passes",
      },
    },
    {
      name: "the others go on after an exception",
      async main(print) {
        const tasks = [1, 2, 3].map((number) => createTask(() => job(number, print, 2)));
        try {
          await gather(...tasks);
        } catch (error) {
          print(`An error occurred: ${textOf(error)}`);
        }
        print(`The third result: ${await tasks[2]}`);
      },
      expect: {
        output: [
          "Task 1 completed",
          "An error occurred: Task 2 failed!",
          "Task 3 completed",
          "The third result: Num 3",
        ],
        duration: 3,
        verdict: "passes",
      },
    },
    {
      name: "exceptions as results",
      async main(print) {
        const jobs = [1, 2, 3].map((number) => () => job(number, print, 2));
        const results = await gather(...jobs, { returnExceptions: true });
        print(`Results: ${results.map(String).join(", ")}`);
      },
      expect: {
        output: ["Task 1 completed", "Task 3 completed", "Results: Num 1, ValueError: Task 2 failed!, Num 3"],
        duration: 3,
        verdict: "passes",
      },
    },
    {
      name: "three jobs without gather",
      *main(print): Generator<Wait, void, void> {
        for (let i = 0; i < 3; i += 1) yield* twoSeconds(print);
      },
      expect: { output: ["done at 2 s", "done at 4 s", "done at 6 s"], duration: 6, verdict: "passes" },
    },
    {
      name: "three jobs in gather",
      *main(print): Generator<Wait, void, void> {
        yield* gather(twoSeconds(print), twoSeconds(print), twoSeconds(print));
      },
      expect: { output: ["done at 2 s", "done at 2 s", "done at 2 s"], duration: 2, verdict: "passes" },
    },
    {
      name: "three downloads",
      async main(print) {
        const sites = [
          { url: "https://one.test", latency: 0.75, body: "a page" },
          { url: "https://two.test", latency: 0.25, body: "a longer page" },
          { url: "https://three.test", latency: 0.5, body: "" },
        ];
        const bodies = await gather(
          ...sites.map(({ url, latency, body }) => async () => {
            await sleep(latency);
            print(`Fetching: ${url}`);
            return body;
          }),
        );
        for (const [i, body] of bodies.entries()) print(`Content ${i + 1} length: ${body.length}`);
      },
      expect: {
        output: [
          "Fetching: https://two.test",
          "Fetching: https://three.test",
          "Fetching: https://one.test",
          "Content 1 length: 6",
          "Content 2 length: 13",
          "Content 3 length: 0",
        ],
        duration: 0.75,
        verdict: "passes",
      },
    },
    {
      name: "coroutine, task, future and function together",
      *main(print): Generator<Wait, void, void> {
        const answer = coroutine(function* () {
          yield* sleep(3);
          return "coroutine";
        });
        const results = yield* gather(
          answer(),
          createTask(() => sleep(2, "task")),
          futureOf("future", 1),
          () => sleep(1, "function"),
        );
        print(results.join(", "));
      },
      expect: { output: ["coroutine, task, future, function"], duration: 3, verdict: "passes" },
    },
    {
      name: "gather in gather",
      async main(print) {
        const inner = gather(
          () => sleep(1, "a"),
          () => sleep(2, "b"),
        );
        const [first, last] = await gather(inner, () => sleep(1, "c"));
        print(`${first.join(" and ")}, then ${last}`);
      },
      expect: { output: ["a and b, then c"], duration: 2, verdict: "passes" },
    },
  ],
};

async function job(number: number, print: Print, failing?: number): Promise<string> {
  await sleep(number);
  if (number === failing) throw new ValueError(`Task ${number} failed!`);
  print(`Task ${number} completed`);
  return `Num ${number}`;
}

function* twoSeconds(print: Print): Generator<Wait, void, void> {
  yield* sleep(2);
  print(`done at ${getRunningLoop().time()} s`);
}

function futureOf(value: string, delay: number): Future<string> {
  const loop = getRunningLoop();
  const future = loop.createFuture<string>();
  loop.callLater(delay, () => future.setResult(value));
  return future;
}

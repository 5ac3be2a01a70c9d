import { createTask, getRunningLoop, sleep, TaskGroup, type Wait } from "timeloom";
import type { Print, Scenario } from "../scenario.ts";

export const t03: Scenario = {
  id: "T03",
  title: "Coroutines awaited one after the other add up; tasks overlap",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-task.html#coroutines"),
    new URL("https://docs.python.org/3/library/asyncio-task.html#task-groups"),
  ],
  articles: ["e3bee89e64d4930e", "a851d68038614d89", "c2721f6d3da34c98"],
  programs: [
    {
      name: "one after the other",
      async main(print) {
        print(`started at ${getRunningLoop().time()} s`);
        await sayAfter(1, "hello", print);
        await sayAfter(2, "world", print);
        print(`finished at ${getRunningLoop().time()} s`);
      },
      expect: {
        output: ["started at 0 s", "hello", "world", "finished at 3 s"],
        duration: 3,
        verdict: "passes",
      },
    },
    {
      name: "as two tasks",
      async main(print) {
        const hello = createTask(() => sayAfter(1, "hello", print));
        const world = createTask(() => sayAfter(2, "world", print));
        print(`started at ${getRunningLoop().time()} s`);
        await hello;
        await world;
        print(`finished at ${getRunningLoop().time()} s`);
      },
      expect: {
        output: ["started at 0 s", "hello", "world", "finished at 2 s"],
        duration: 2,
        verdict: "passes",
      },
    },
    {
      name: "in a task group",
      *main(print): Generator<Wait, void, void> {
        yield* new TaskGroup().run(async (group) => {
          group.createTask(() => sayAfter(1, "hello", print));
          group.createTask(() => sayAfter(2, "world", print));
          print(`started at ${getRunningLoop().time()} s`);
        });
        print(`finished at ${getRunningLoop().time()} s`);
      },
      expect: {
        output: ["started at 0 s", "hello", "world", "finished at 2 s"],
        duration: 2,
        verdict: "passes",
      },
    },
    {
      name: "two requests, each with its result",
      async main(print) {
        async function request(): Promise<string> {
          print("start");
          await sleep(2);
          print("end");
          return "the answer";
        }

        print("first");
        print(`request 1 returned ${await request()}`);
        print(`request 2 returned ${await request()}`);
      },
      expect: {
        output: [
          "first",
          "start",
          "end",
          "request 1 returned the answer",
          "start",
          "end",
          "request 2 returned the answer",
        ],
        duration: 4,
        verdict: "passes",
      },
    },
  ],
};

async function sayAfter(delay: number, what: string, print: Print): Promise<void> {
  await sleep(delay);
  print(what);
}

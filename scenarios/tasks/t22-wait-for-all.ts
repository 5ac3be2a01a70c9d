import { createTask, sleep, wait, type Wait } from "timeloom";
import type { Print, Scenario } from "../scenario.ts";

const expected = {
  output: ["main starts", "main waits", "1", "1", "2", "2", "n1: a result", "n2: a result"],
  duration: 2,
  verdict: "passes",
} as const;

export const t22: Scenario = {
  id: "T22",
  title: "wait() for several tasks gives the set of those that are done",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-task.html#asyncio.wait"),
    new URL("https://docs.python.org/3/library/asyncio-task.html#creating-tasks"),
  ],
  articles: ["c2721f6d3da34c98"],
  programs: [
    {
      name: "two named tasks",
      async main(print) {
        print("main starts");
        const tasks = ["n1", "n2"].map((name) => createTask(() => job(print), { name }));
        print("main waits");
        const [done] = await wait(tasks, { timeout: null });
        for (const task of done) print(`${task.getName()}: ${task.result()}`);
      },
      expect: expected,
    },
    {
      name: "two named tasks, by generators",
      *main(print): Generator<Wait, void, void> {
        print("main starts");
        const tasks = ["n1", "n2"].map((name) => createTask(() => steps(print), { name }));
        print("main waits");
        const [done] = yield* wait(new Set(tasks));
        for (const task of done) print(`${task.getName()}: ${task.result()}`);
      },
      expect: expected,
    },
  ],
};

async function job(print: Print): Promise<string> {
  print("1");
  await sleep(2);
  print("2");
  return "a result";
}

function* steps(print: Print): Generator<Wait, string, void> {
  print("1");
  yield* sleep(2);
  print("2");
  return "a result";
}

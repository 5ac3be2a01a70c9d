import { createTask, getRunningLoop, sleep, type Task, wait, type Wait } from "timeloom";
import type { Print, Scenario } from "../scenario.ts";

export const t18: Scenario = {
  id: "T18",
  title: "wait() with a timeout leaves alone what is not done yet",
  source: [new URL("https://docs.python.org/3/library/asyncio-task.html#waiting-primitives")],
  articles: ["e3bee89e64d4930e"],
  programs: [
    {
      name: "two seconds for tasks of one, two and three",
      async main(print) {
        await waitTwoSeconds(print);
      },
      expect: {
        output: [
          "Task A started",
          "Task B started",
          "Task C started",
          "Task A completed",
          "A completed",
          "B pending, cancelled: false",
          "C pending, cancelled: false",
          "Task B completed",
        ],
        duration: 2,
        verdict: "passes",
      },
    },
    {
      name: "the pending tasks can be waited for again",
      async main(print) {
        const pending = await waitTwoSeconds(print);
        const [done, rest] = await wait(pending);
        print(`${done.size} more done, ${rest.size} pending at ${getRunningLoop().time()} s`);
      },
      expect: {
        output: [
          "Task A started",
          "Task B started",
          "Task C started",
          "Task A completed",
          "A completed",
          "B pending, cancelled: false",
          "C pending, cancelled: false",
          "Task B completed",
          "Task C completed",
          "2 more done, 0 pending at 3 s",
        ],
        duration: 3,
        verdict: "passes",
      },
    },
  ],
};

async function waitTwoSeconds(print: Print): Promise<Set<Task<string>>> {
  const tasks = [
    createTask(() => job("A", 1, print), { name: "A" }),
    createTask(() => job("B", 2, print), { name: "B" }),
    createTask(() => job("C", 3, print), { name: "C" }),
  ];
  const [done, pending] = await wait(tasks, { timeout: 2 });
  for (const task of done) print(`${task.result()} completed`);
  for (const task of pending) print(`${task.getName()} pending, cancelled: ${task.cancelled()}`);
  return pending;
}

function* job(name: string, delay: number, print: Print): Generator<Wait, string, void> {
  print(`Task ${name} started`);
  yield* sleep(delay);
  print(`Task ${name} completed`);
  return name;
}

import {
  allTasks,
  coroutine,
  createTask,
  currentTask,
  iscoroutine,
  iscoroutinefunction,
  sleep,
  type Wait,
} from "timeloom";
import type { Print, Scenario } from "../scenario.ts";

export const t21: Scenario = {
  id: "T21",
  title: "Which task is running, which are unfinished, what is a coroutine",
  source: [new URL("https://docs.python.org/3/library/asyncio-task.html#introspection")],
  articles: ["e3bee89e64d4930e"],
  programs: [
    {
      name: "the current task, before and after a wait",
      async main(print) {
        async function report(): Promise<void> {
          print(`Current task: ${currentTask()?.getName()}`);
          await sleep(1);
          print(`Current task: ${currentTask()?.getName()}`);
        }

        currentTask()?.setName("main");
        const child = createTask(report, { name: "child" });
        await report(); // an ordinary call stays in the task of its caller
        await child;
      },
      expect: {
        output: ["Current task: main", "Current task: child", "Current task: main", "Current task: child"],
        duration: 1,
        verdict: "passes",
      },
    },
    {
      name: "all tasks that are not done",
      *main(print): Generator<Wait, void, void> {
        currentTask()?.setName("main");
        const first = createTask(() => startAndFinish("Task 1", 2, print), { name: "Task 1" });
        const second = createTask(() => startAndFinish("Task 2", 3, print), { name: "Task 2" });
        print(`All tasks: ${unfinished()}`);
        yield* first;
        print(`All tasks: ${unfinished()}`);
        yield* second;
        print(`All tasks: ${unfinished()}`);
      },
      expect: {
        output: [
          "All tasks: Task 1, Task 2, main",
          "Task 1 started",
          "Task 2 started",
          "Task 1 finished",
          "All tasks: Task 2, main",
          "Task 2 finished",
          "All tasks: main",
        ],
        duration: 3,
        verdict: "passes",
      },
    },
    {
      name: "coroutines and their functions",
      async main(print) {
        const sample = coroutine(async () => {
          await sleep(1);
        });
        const object = sample();
        const regular = (): number => 1;
        print(`object: ${iscoroutine(object)}, function: ${iscoroutine(sample)}, regular: ${iscoroutine(regular())}`);
        print(`object: ${iscoroutinefunction(object)}, function: ${iscoroutinefunction(sample)}`);
        await object;
      },
      expect: {
        output: ["object: true, function: false, regular: false", "object: false, function: true"],
        duration: 1,
        verdict: "passes",
      },
    },
  ],
};

function* startAndFinish(name: string, delay: number, print: Print): Generator<Wait, void, void> {
  print(`${name} started`);
  yield* sleep(delay);
  print(`${name} finished`);
}

function unfinished(): string {
  return [...allTasks()]
    .map((task) => task.getName())
    .toSorted()
    .join(", ");
}

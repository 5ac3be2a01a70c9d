import { eagerTaskFactory, getRunningLoop, sleep, TaskGroup, type Wait } from "timeloom";
import type { Print, Scenario } from "../scenario.ts";

const count = 10_000; // a million of them are a benchmark

export const t15: Scenario = {
  id: "T15",
  title: "Ten thousand trivial tasks in one group, by default and eager",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-task.html#eager-task-factory"),
    new URL("https://docs.python.org/3/library/asyncio-task.html#task-groups"),
  ],
  articles: ["e3bee89e64d4930e"],
  programs: [
    {
      name: "generators, by default",
      *main(print): Generator<Wait, void, void> {
        yield* manyTasks(print);
      },
      expect: {
        output: ["Created 10000 tasks, ran 0", "One sleep(0) later: ran 10000"],
        duration: 0,
        verdict: "passes",
      },
    },
    {
      name: "generators, eager",
      *main(print): Generator<Wait, void, void> {
        getRunningLoop().setTaskFactory(eagerTaskFactory);
        yield* manyTasks(print);
      },
      expect: {
        output: ["Created 10000 tasks, ran 10000", "One sleep(0) later: ran 10000"],
        duration: 0,
        verdict: "passes",
      },
    },
    {
      name: "async functions, by default",
      async main(print) {
        let ran = 0;
        await new TaskGroup().run(async (group) => {
          for (let i = 0; i < count; i += 1) {
            group.createTask(async () => {
              ran += 1;
            });
          }
          print(`Created ${count} tasks, ran ${ran}`);
        });
        print(`After the group: ran ${ran}`);
      },
      expect: {
        output: ["Created 10000 tasks, ran 0", "After the group: ran 10000"],
        duration: 0,
        verdict: "passes",
      },
    },
  ],
};

function* manyTasks(print: Print): Generator<Wait, void, void> {
  let ran = 0;
  // oxlint-disable-next-line eslint/require-yield -- what makes it trivial is that it never waits
  function* trivial(): Generator<Wait, void, void> {
    ran += 1;
  }

  yield* new TaskGroup().run(function* (group) {
    for (let i = 0; i < count; i += 1) group.createTask(trivial);
    print(`Created ${count} tasks, ran ${ran}`);
    yield* sleep(0);
    print(`One sleep(0) later: ran ${ran}`);
  });
}

import { createEagerTaskFactory, createTask, eagerTaskFactory, getRunningLoop, sleep, Task, type Wait } from "timeloom";
import type { Print, Scenario } from "../scenario.ts";

export const t14: Scenario = {
  id: "T14",
  title: "An eager task runs up to its first wait before it is handed out",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-task.html#eager-task-factory"),
    new URL("https://docs.python.org/3/library/asyncio-task.html#asyncio.create_eager_task_factory"),
  ],
  articles: ["e3bee89e64d4930e"],
  programs: [
    {
      name: "the eager factory, called by hand",
      *main(print): Generator<Wait, void, void> {
        const task = eagerTaskFactory(getRunningLoop(), () => job(print), { name: "MyTask" });
        print(`${task.getName()} exists`);
        yield* task;
      },
      expect: { output: ["Task started", "MyTask exists", "Task completed"], duration: 1, verdict: "passes" },
    },
    {
      name: "the eager factory, set on the loop",
      *main(print): Generator<Wait, void, void> {
        getRunningLoop().setTaskFactory(eagerTaskFactory);
        const blocking = createTask(() => job(print));
        // oxlint-disable-next-line eslint/require-yield -- a task that never waits is done at once
        const ready = createTask(function* () {
          return 42;
        });
        print(`blocking: ${blocking.done()}, ready: ${ready.done()} with ${ready.result()}`);
        yield* blocking;
      },
      expect: {
        output: ["Task started", "blocking: false, ready: true with 42", "Task completed"],
        duration: 1,
        verdict: "passes",
      },
    },
    {
      name: "a factory with a task class of one's own",
      *main(print): Generator<Wait, void, void> {
        class CountedTask<T> extends Task<T> {
          static created = 0;
          readonly number: number = (CountedTask.created += 1);
        }

        getRunningLoop().setTaskFactory(createEagerTaskFactory(CountedTask));
        const first = createTask(() => job(print));
        const second = createTask(() => job(print));
        print(`created: ${CountedTask.created}, counted: ${first instanceof CountedTask}`);
        yield* first;
        yield* second;
      },
      expect: {
        output: ["Task started", "Task started", "created: 2, counted: true", "Task completed", "Task completed"],
        duration: 1,
        verdict: "passes",
      },
    },
    {
      name: "one eager task among ordinary ones",
      *main(print): Generator<Wait, void, void> {
        const ordinary = new Task(() => named("ordinary", print), { loop: getRunningLoop() });
        const eager = new Task(() => named("eager", print), { loop: getRunningLoop(), eagerStart: true });
        print("both exist");
        yield* ordinary;
        yield* eager;
      },
      expect: {
        output: ["eager starts", "both exist", "ordinary starts", "eager ends", "ordinary ends"],
        duration: 1,
        verdict: "passes",
      },
    },
    {
      name: "an async function is eager up to its first wait once `started` is awaited",
      async main(print) {
        const task = createTask(
          async () => {
            print("Task started");
            await sleep(1);
            print("Task completed");
          },
          { eagerStart: true },
        );
        await task.started;
        print("Task is waiting");
        await task;
      },
      expect: { output: ["Task started", "Task is waiting", "Task completed"], duration: 1, verdict: "passes" },
    },
  ],
};

function* job(print: Print): Generator<Wait, void, void> {
  print("Task started");
  yield* sleep(1);
  print("Task completed");
}

function* named(name: string, print: Print): Generator<Wait, void, void> {
  print(`${name} starts`);
  yield* sleep(1);
  print(`${name} ends`);
}

/* oxlint-disable typescript/await-thenable -- the rule takes no class for async disposable (oxlint-tsgolint 7.0.2007) */
import { ContextVar, copyContext, getRunningLoop, run, Runner, sleep, type Wait } from "timeloom";
import type { Print, Scenario } from "../scenario.ts";

export const t02: Scenario = {
  id: "T02",
  title: "A Runner keeps one loop and one context for several runs",
  source: [
    new URL("https://docs.python.org/3/library/asyncio-runner.html#running-an-asyncio-program"),
    new URL("https://docs.python.org/3/library/asyncio-runner.html#runner-context-manager"),
  ],
  articles: ["e3bee89e64d4930e", "a851d68038614d89"],
  programs: [
    {
      name: "run with a loop factory",
      async script(print, newLoop) {
        let made = 0;
        const loopFactory = (): ReturnType<typeof newLoop> => {
          made += 1;
          return newLoop();
        };
        const result = await run(() => oneSecondTask(print), { loopFactory });
        print(`${result}; loops made: ${made}`);
      },
      expect: { output: ["Task started", "Task finished", "done; loops made: 1"], duration: 1, verdict: "passes" },
    },
    {
      name: "Runner as a context",
      async script(print, newLoop) {
        await using runner = new Runner({ loopFactory: newLoop });
        await runner.run(async () => {
          await sleep(1);
          print("hello");
        });
      },
      expect: { output: ["hello"], duration: 1, verdict: "passes" },
    },
    {
      name: "Runner closed by hand runs nothing more",
      async script(print, newLoop) {
        const runner = new Runner({ loopFactory: newLoop });
        try {
          print(await runner.run(() => oneSecondTask(print)));
        } finally {
          await runner.close();
        }
        await runner.run(() => oneSecondTask(print));
      },
      expect: {
        output: ["Task started", "Task finished", "done"],
        duration: 1,
        verdict: "fails",
        error: "RuntimeError: Runner is closed",
      },
    },
    {
      name: "several runs of one Runner",
      async script(print, newLoop) {
        const visits = new ContextVar<number>("visits", { default: 0 });
        async function visit(): Promise<void> {
          visits.set(visits.get() + 1);
          await sleep(2);
          print(`visit ${visits.get()} ends at ${getRunningLoop().time()} s`);
        }

        await using runner = new Runner({ loopFactory: newLoop });
        const loop = runner.getLoop();
        await runner.run(visit);
        await runner.run(visit);
        await runner.run(visit);
        print(`one loop: ${runner.getLoop() === loop}; visits seen outside: ${visits.get()}`);
      },
      expect: {
        output: [
          "visit 1 ends at 2 s",
          "visit 2 ends at 4 s",
          "visit 3 ends at 6 s",
          "one loop: true; visits seen outside: 0",
        ],
        duration: 6,
        verdict: "passes",
      },
    },
    {
      name: "a run in a context of its own",
      async script(print, newLoop) {
        const user = new ContextVar<string>("user", { default: "nobody" });
        function* greet(): Generator<Wait, void, void> {
          yield* sleep(0.5);
          print(`hello ${user.get()}`);
        }

        const context = copyContext();
        context.run(() => user.set("Ada"));
        await using runner = new Runner({ loopFactory: newLoop });
        await runner.run(greet, { context });
        await runner.run(greet);
      },
      expect: { output: ["hello Ada", "hello nobody"], duration: 1, verdict: "passes" },
    },
  ],
};

async function oneSecondTask(print: Print): Promise<string> {
  print("Task started");
  await sleep(1);
  print("Task finished");
  return "done";
}

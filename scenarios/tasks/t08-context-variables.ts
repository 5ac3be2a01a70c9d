import { ContextVar, copyContext, createTask, gather, sleep, type Wait } from "timeloom";
import type { Scenario } from "../scenario.ts";

export const t08: Scenario = {
  id: "T08",
  title: "What a task sets in its context is not seen elsewhere",
  source: [
    new URL("https://docs.python.org/3/library/contextvars.html#asyncio-support"),
    new URL("https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task"),
  ],
  articles: ["e3bee89e64d4930e"],
  programs: [
    {
      name: "a task in a given context",
      async main(print) {
        const requestId = new ContextVar<string>("request_id");
        const context = copyContext();
        context.run(() => requestId.set("12345"));

        const task = createTask(
          async () => {
            print(`Task request_id: ${requestId.get()}`);
            await sleep(1);
          },
          { context },
        );

        await task;
        print(`main request_id: ${requestId.get("not set")}`);
      },
      expect: {
        output: ["Task request_id: 12345", "main request_id: not set"],
        duration: 1,
        verdict: "passes",
      },
    },
    {
      name: "a task copies the context of its creator",
      async main(print) {
        const user = new ContextVar<string>("user");
        async function serve(name: string): Promise<string> {
          const before = user.get();
          user.set(name);
          await sleep(1); // the other request sets its own value here
          return `${before} -> ${user.get()}`;
        }

        user.set("main");
        for (const line of await gather(
          () => serve("Ada"),
          () => serve("Grace"),
        )) {
          print(line);
        }
        print(user.get());
      },
      expect: { output: ["main -> Ada", "main -> Grace", "main"], duration: 1, verdict: "passes" },
    },
    {
      name: "a token takes a value back",
      *main(print): Generator<Wait, void, void> {
        const level = new ContextVar<string>("level", { default: "info" });
        const token = level.set("debug");
        yield* sleep(1);
        print(level.get());
        level.reset(token);
        yield* sleep(1);
        print(level.get());
      },
      expect: { output: ["debug", "info"], duration: 2, verdict: "passes" },
    },
  ],
};

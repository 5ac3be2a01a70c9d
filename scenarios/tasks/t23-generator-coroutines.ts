import { type Coroutine, coroutine, createTask, gather, getRunningLoop, sleep, type Wait } from "timeloom";
import type { Scenario } from "../scenario.ts";

export const t23: Scenario = {
  id: "T23",
  title: "Generators are coroutines: awaitable, cheap and stepped in place",
  source: [
    new URL("https://docs.python.org/3/library/types.html#types.coroutine"),
    new URL("https://docs.python.org/3/library/asyncio-task.html#awaitables"),
  ],
  articles: ["a851d68038614d89"],
  programs: [
    {
      name: "a plain generator pauses where it yields",
      *main(print): Generator<Wait, void, void> {
        function* multiYield(): Generator<string, void, void> {
          yield "This will print the first string";
          yield "This will print the second string";
        }

        const strings = multiYield();
        for (let next = strings.next(); ; next = strings.next()) {
          print(next.done === true ? "exhausted" : next.value);
          if (next.done === true) break;
        }
        yield* sleep(0);
      },
      expect: {
        output: ["This will print the first string", "This will print the second string", "exhausted"],
        duration: 0,
        verdict: "passes",
      },
    },
    {
      name: "an infinite sequence, one number a minute for an hour",
      *main(print): Generator<Wait, void, void> {
        function* infiniteSequence(): Generator<number, never, void> {
          for (let number = 0; ; number += 1) yield number;
        }

        let sum = 0;
        for (const number of infiniteSequence()) {
          if (number === 60) break;
          sum += number;
          yield* sleep(60);
        }
        print(`0 + 1 + ... + 59 = ${sum}`);
      },
      expect: { output: ["0 + 1 + ... + 59 = 1770"], duration: 3_600, verdict: "passes" },
    },
    {
      name: "a generator made awaitable, awaited by an async function",
      async main(print) {
        const nice = coroutine(function* (name: string) {
          yield* sleep(1);
          return `nice, ${name}`;
        });
        print(await nice("async"));
        print((await gather(nice("both"), nice("of you"))).join(" and "));
      },
      expect: { output: ["nice, async", "nice, both and nice, of you"], duration: 2, verdict: "passes" },
    },
    {
      name: "an async function, delegated to by a generator",
      *main(print): Generator<Wait, void, void> {
        const double = coroutine(async (number: number) => {
          await sleep(number);
          return number * 2;
        });
        const four = yield* double(2);
        print(`${yield* double(four)}`);
      },
      expect: { output: ["8"], duration: 6, verdict: "passes" },
    },
    {
      name: "coroutines call each other to any depth, without a task",
      *main(print): Generator<Wait, void, void> {
        const factorial: (n: number) => Coroutine<number> = coroutine(function* (
          n: number,
        ): Generator<Wait, number, void> {
          if (n <= 1) return 1;
          yield* sleep(1);
          return n * (yield* factorial(n - 1));
        });
        print(`10! = ${yield* factorial(10)} after ${getRunningLoop().time()} s`);
      },
      expect: { output: ["10! = 3628800 after 9 s"], duration: 9, verdict: "passes" },
    },
    {
      name: "generators take turns at sleep(0)",
      *main(print): Generator<Wait, void, void> {
        function* count(name: string): Generator<Wait, void, void> {
          for (let i = 1; i <= 3; i += 1) {
            print(`${name}${i}`);
            yield* sleep(0);
          }
        }

        const first = createTask(() => count("a"));
        const second = createTask(() => count("b"));
        yield* first;
        yield* second;
      },
      expect: { output: ["a1", "b1", "a2", "b2", "a3", "b3"], duration: 0, verdict: "passes" },
    },
    {
      name: "a pure generator program runs synchronously",
      async script(print, newLoop) {
        const loop = newLoop();
        const nap = coroutine(function* (delay: number) {
          yield* sleep(delay);
          return getRunningLoop().time();
        });
        print(`slept until ${loop.runSync(nap(3_600))} s before this line`);
        loop.close();
      },
      expect: { output: ["slept until 3600 s before this line"], duration: 3_600, verdict: "passes" },
    },
  ],
};

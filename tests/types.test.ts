import { describe, expectTypeOf, it } from "vitest";
import {
  asCompleted,
  type Awaitable,
  type Body,
  type Coroutine,
  coroutine,
  createFuture,
  createTask,
  ensureFuture,
  type Future,
  gather,
  Lock,
  run,
  Runner,
  type ConcurrentFuture,
  runCoroutineThreadsafe,
  shield,
  sleep,
  type Task,
  TaskGroup,
  timeout,
  wait,
  waitFor,
  wrapFuture,
} from "#index";
import type * as publicNames from "#index";
import { virtualLoop } from "#testing";

// `npm run types` checks this file; what it runs only keeps the calls from happening.
const never = (_check: () => unknown): void => {};

const add = coroutine(function* (a: number, b: number) {
  yield* sleep(1);
  return a + b;
});
const addNatively = coroutine(async (a: number, b: number) => a + b);

describe("the types of coroutines", () => {
  it("coroutine() keeps the parameters and the type of the value, of both kinds of function", () => {
    expectTypeOf(add).toEqualTypeOf<(a: number, b: number) => Coroutine<number>>();
    expectTypeOf(addNatively).toEqualTypeOf<(a: number, b: number) => Coroutine<number>>();
    never(() => {
      // @ts-expect-error TS2345: a string is no number
      void add("1", 2);
      // @ts-expect-error TS2554: one argument is missing
      void addNatively(1);
    });
  });

  it("`yield*` has the type of the value, of coroutines, futures, tasks, sleeps and gathers", () => {
    never(function* (): Generator<publicNames.Wait, void, void> {
      expectTypeOf(yield* add(1, 2)).toEqualTypeOf<number>();
      expectTypeOf(yield* addNatively(1, 2)).toEqualTypeOf<number>();
      expectTypeOf(yield* sleep(1)).toEqualTypeOf<void>();
      expectTypeOf(yield* sleep(1, "text")).toEqualTypeOf<string>();
      expectTypeOf(yield* createFuture<Date>()).toEqualTypeOf<Date>();
      expectTypeOf(yield* createTask(async () => 7)).toEqualTypeOf<number>();
      expectTypeOf(yield* gather(sleep(1, "a"), add(1, 2))).toEqualTypeOf<[string, number]>();
      expectTypeOf(yield* new Lock().acquire()).toEqualTypeOf<true>();
      expectTypeOf(yield* createTask(async () => {}).started).toEqualTypeOf<void>();
    });
  });

  it("`await` has the same types", () => {
    never(async () => {
      expectTypeOf(await add(1, 2)).toEqualTypeOf<number>();
      expectTypeOf(await createFuture<Date>()).toEqualTypeOf<Date>();
      expectTypeOf(await createTask(add(1, 2))).toEqualTypeOf<number>();
      expectTypeOf(await gather(sleep(1, "a"), add(1, 2))).toEqualTypeOf<[string, number]>();
    });
  });

  it("a bare `yield` is an error in every body", () => {
    expectTypeOf<() => Generator<undefined, void, void>>().not.toExtend<Body<[], void>>();
    never(() => {
      // @ts-expect-error TS2345: `yield` gives a number to the loop, which takes no numbers
      coroutine(function* () {
        yield 1;
      });
      // @ts-expect-error TS2345: `yield` for `yield*`
      createTask(function* () {
        yield sleep(1);
      });
      // @ts-expect-error TS2345: `yield` of nothing
      void run(function* () {
        yield;
      });
      // @ts-expect-error TS2345: `yield` for `yield*`
      void timeout(1).run(function* () {
        yield createFuture();
      });
    });
  });
});

describe("the types of what runs bodies", () => {
  it("createTask() takes functions of both kinds, coroutines and generator objects", () => {
    never(() => {
      expectTypeOf(createTask(() => add(1, 2))).toEqualTypeOf<Task<number>>();
      expectTypeOf(createTask(async () => "text")).toEqualTypeOf<Task<string>>();
      expectTypeOf(
        createTask(function* () {
          return yield* add(1, 2);
        }),
      ).toEqualTypeOf<Task<number>>();
      expectTypeOf(createTask(add(1, 2))).toEqualTypeOf<Task<number>>();
      expectTypeOf(new TaskGroup().createTask(add(1, 2))).toEqualTypeOf<Task<number>>();
      expectTypeOf(virtualLoop()().createTask(add(1, 2))).toEqualTypeOf<Task<number>>();
    });
  });

  it("createTask() takes neither a running promise, nor a function with parameters", () => {
    expectTypeOf<(part: number) => number>().not.toExtend<Body<[], number>>();
    never(() => {
      // @ts-expect-error TS2345: the promise runs already
      createTask(Promise.resolve());
      // @ts-expect-error TS2345: who would pass the argument?
      createTask(async (text: string) => text);
      // @ts-expect-error TS2345: a future runs already
      createTask(createFuture());
    });
  });

  it("run(), Runner and loops give promises of the value", () => {
    never(() => {
      expectTypeOf(run(async () => 7)).toEqualTypeOf<Promise<number>>();
      expectTypeOf(run(add(1, 2))).toEqualTypeOf<Promise<number>>();
      expectTypeOf(new Runner().run(() => sleep(1, "text"))).toEqualTypeOf<Promise<string>>();
      expectTypeOf(virtualLoop()().runUntilComplete(createFuture<Date>())).toEqualTypeOf<Promise<Date>>();
      expectTypeOf(virtualLoop()().runSync(add(1, 2))).toEqualTypeOf<number>();
      expectTypeOf(runCoroutineThreadsafe(add(1, 2), virtualLoop()())).toEqualTypeOf<ConcurrentFuture<number>>();
    });
  });

  it("blocks have the type of their body, and hand it what they are", () => {
    never(() => {
      expectTypeOf(timeout(1).run(async (limit) => limit.when())).toEqualTypeOf<Coroutine<number | null>>();
      expectTypeOf(new TaskGroup().run(async (group) => group.createTask(add(1, 2)).result())).toEqualTypeOf<
        Coroutine<number>
      >();
      expectTypeOf(
        new Lock().run(function* () {
          return yield* add(1, 2);
        }),
      ).toEqualTypeOf<Coroutine<number>>();
    });
  });
});

describe("the types of waiting for several", () => {
  it("gather() gives a tuple of the types of its arguments", () => {
    never(() => {
      const future = createFuture<Date>();
      expectTypeOf(
        gather(
          add(1, 2),
          async () => "text",
          function* () {
            return true;
          },
          future,
          Promise.resolve(7n),
        ),
      ).toEqualTypeOf<Future<[number, string, boolean, Date, bigint]>>();
      const sums: Coroutine<number>[] = [];
      expectTypeOf(gather(...sums)).toEqualTypeOf<Future<number[]>>();
      expectTypeOf(gather()).toEqualTypeOf<Future<[]>>();
      // @ts-expect-error TS2769: a number cannot be awaited
      gather(7);
    });
  });

  it("gather() with returnExceptions promises nothing about the results", () => {
    never(() => {
      expectTypeOf(gather(add(1, 2), sleep(1, "a"), { returnExceptions: true })).toEqualTypeOf<
        Future<[unknown, unknown]>
      >();
    });
  });

  it("wait() gives sets of what it was given, and takes no coroutines", () => {
    never(() => {
      expectTypeOf(wait([createTask(add(1, 2))])).toEqualTypeOf<
        Coroutine<[done: Set<Task<number>>, pending: Set<Task<number>>]>
      >();
      // @ts-expect-error TS2345: a coroutine is no future
      void wait([add(1, 2)]);
      // @ts-expect-error TS2345: a function is no future
      void wait([async () => {}]);
      // @ts-expect-error TS2820: no such constant
      void wait([createFuture()], { returnWhen: "LAST_COMPLETED" });
    });
  });

  it("asCompleted() gives coroutines, and with `for await` the futures that it was given", () => {
    never(async () => {
      for (const next of asCompleted([add(1, 2), add(3, 4)])) expectTypeOf(next).toEqualTypeOf<Coroutine<number>>();
      for await (const task of asCompleted([createTask(add(1, 2), { name: "sum" })])) {
        expectTypeOf(task.result()).toEqualTypeOf<number>();
        expectTypeOf(task.getName()).toEqualTypeOf<string>();
      }
    });
  });

  it("waitFor(), shield(), ensureFuture() and wrapFuture() keep the type", () => {
    never(() => {
      expectTypeOf(waitFor(add(1, 2), 1)).toEqualTypeOf<Coroutine<number>>();
      expectTypeOf(waitFor(Promise.resolve("text"), null)).toEqualTypeOf<Coroutine<string>>();
      expectTypeOf(shield(async () => 7)).toEqualTypeOf<Future<number>>();
      expectTypeOf(ensureFuture(add(1, 2))).toEqualTypeOf<Future<number>>();
      expectTypeOf(wrapFuture(Promise.resolve("text"))).toEqualTypeOf<Future<string>>();
      // @ts-expect-error TS2345: undefined is no timeout: null waits without limit
      void waitFor(add(1, 2), undefined);
    });
  });
});

describe("the types of what can be awaited", () => {
  it("coroutines, futures and tasks are Awaitable, and Awaitable is PromiseLike", () => {
    expectTypeOf<Coroutine<number>>().toExtend<Awaitable<number>>();
    expectTypeOf<Future<number>>().toExtend<Awaitable<number>>();
    expectTypeOf<Task<number>>().toExtend<Future<number>>();
    expectTypeOf<Awaitable<number>>().toExtend<PromiseLike<number>>();
    expectTypeOf<Promise<number>>().not.toExtend<Awaitable<number>>();
  });

  it("a Task<number> is a Task<unknown>, and no Task<string>", () => {
    expectTypeOf<Task<number>>().toExtend<Task<unknown>>();
    expectTypeOf<Task<number>>().not.toExtend<Task<string>>();
  });

  it("functions of both kinds are bodies", () => {
    expectTypeOf<() => Promise<number>>().toExtend<Body<[], number>>();
    expectTypeOf<() => Coroutine<number>>().toExtend<Body<[], number>>();
    expectTypeOf<() => Generator<publicNames.Wait, number, void>>().toExtend<Body<[], number>>();
    expectTypeOf<() => number>().toExtend<Body<[], number>>();
    never(() => {
      expectTypeOf(createTask(() => 7)).toEqualTypeOf<Task<number>>();
      expectTypeOf(createTask(async () => 7)).toEqualTypeOf<Task<number>>();
      expectTypeOf<Task<number>>().toExtend<Promise<number>>();
    });
  });
});

/** The names whose type is `any`, or that return it. */
type Leaks<Names> = {
  [Name in keyof Names]-?: 0 extends Names[Name] & 1
    ? Name
    : Names[Name] extends (...args: never[]) => infer Result
      ? 0 extends Result & 1
        ? Name
        : never
      : Names[Name] extends abstract new (...args: never[]) => infer Instance
        ? MembersThatLeak<Instance, Name>
        : never;
}[keyof Names];

type MembersThatLeak<Instance, Name> = {
  [Member in keyof Instance]-?: 0 extends Instance[Member] & 1
    ? [Name, Member]
    : Instance[Member] extends (...args: never[]) => infer Result
      ? 0 extends Result & 1
        ? [Name, Member]
        : never
      : never;
}[keyof Instance];

describe("the public types", () => {
  it("leak no `any`, neither as values nor as what functions and methods return", () => {
    // AggregateError.errors is any[] in TypeScript's own library: ours is not looked into.
    expectTypeOf<Leaks<Omit<typeof publicNames, "ExceptionGroup">>>().toEqualTypeOf<never>();
  });
});

import { describe, expect, it } from "vitest";
import {
  ContextVar,
  coroutine,
  exported,
  gather,
  getRunningLoop,
  IncompleteReadError,
  QueueEmpty,
  sleep,
  toThread,
  ValueError,
  type Wait,
} from "#index";
import { worlds } from "../../tests/worlds.ts";
import * as jobs from "./fixtures/jobs.mjs";

const at = new URL("fixtures/jobs.mjs", import.meta.url);
const double = exported(at, jobs.double);
const echo = exported(at, jobs.echo);
const later = exported(at, jobs.later);
const block = exported(at, jobs.block);
const fail = exported(at, jobs.fail);
const uncloneable = exported(at, jobs.uncloneable);
const who = exported(at, jobs.who);

async function caught(body: () => PromiseLike<unknown>): Promise<Error> {
  try {
    await body();
  } catch (error) {
    return error as Error;
  }
  throw new Error("it did not throw");
}

describe.each(worlds)("toThread() in a $name world", ({ isReal, run }) => {
  it("gives the value of the function", async () => {
    expect(await run(async () => await toThread(double, 21))).toBe(42);
  });

  it("can be awaited in a generator", async () => {
    const main = coroutine(function* (): Generator<Wait, number, void> {
      return yield* toThread(double, 2);
    });

    expect(await run(main())).toBe(4);
  });

  it("awaits an async function in the thread", async () => {
    expect(await run(async () => await toThread(later, "read"))).toBe("read, later");
  });

  it("sends copies of the arguments", async () => {
    const list = [new Date(0), new Map([["a", new Uint8Array([1, 2])]]), { deep: [undefined, 1n, /x/g] }];

    const back = await run(async () => await toThread(echo, ...list));

    expect(back).toEqual(list);
    expect(back[2]).not.toBe(list[2]);
  });

  it("begins the call when it is awaited", async () => {
    await run(async () => {
      const call = toThread(double, 21);
      await sleep(0);
      expect(await gather(call)).toEqual([42]);
    });
  });

  it("runs calls at the same time, and gather() gives their values in order", async () => {
    const settings = { workers: { duration: 0.05 } };
    const values = await run(async () => {
      return await gather(...["a", "b", "c"].map((text) => toThread(block, isReal ? 50 : 0, text)));
    }, settings);

    expect(values).toEqual(["a", "b", "c"]);
  });

  it("leaves the loop free while the function blocks", async () => {
    const settings = { workers: { duration: 0.2 } };
    const ticks = await run(async () => {
      const call = getRunningLoop().createTask(() => toThread(block, isReal ? 200 : 0, "done"));
      let count = 0;
      for (; !call.done(); count += 1) await sleep(0.01);
      return count;
    }, settings);

    expect(ticks).toBeGreaterThan(5);
  });

  it("carries the context variables, also behind an await, and none back", async () => {
    const user = new ContextVar("user", { default: "main" });
    const seen = await run(async () => {
      user.set("ann");
      return [await toThread(who), user.get()];
    });

    expect(seen).toEqual([["ann", "a stranger"], "ann"]);
  });

  it("sees the default of a variable that was not set", async () => {
    expect(await run(async () => await toThread(who))).toEqual(["nobody", "a stranger"]);
  });

  it("names two variables that cannot be told apart", async () => {
    const error = await run(async () => {
      new ContextVar("twin").set(1);
      new ContextVar("twin").set(2);
      return await caught(() => toThread(double, 1));
    });

    expect(error).toBeInstanceOf(ValueError);
    expect(error.message).toMatch(/^Cannot send the context to a worker: two context variables are called 'twin'\n/);
  });

  it("keeps the class, the fields and the causes of a built-in error", async () => {
    const error = await run(async () => await caught(() => toThread(fail, "type")));

    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ message: "wrong", code: "E_WRONG" });
    expect(error.cause).toBeInstanceOf(RangeError);
    expect(error.cause).toMatchObject({ message: "too far", cause: "no error" });
    expect(error.stack).toMatch(/jobs\.mjs/);
  });

  it("keeps the class and the hint of timeloom's errors", async () => {
    const error = await run(async () => await caught(() => toThread(fail, "value")));

    expect(error).toBeInstanceOf(ValueError);
    expect(error).toMatchObject({ name: "ValueError", hint: "take another" });
    expect(await run(async () => await caught(() => toThread(fail, "empty")))).toBeInstanceOf(QueueEmpty);
  });

  it("keeps what an error of a stream has read", async () => {
    const error = await run(async () => await caught(() => toThread(fail, "incomplete")));

    expect(error).toBeInstanceOf(IncompleteReadError);
    expect(error).toMatchObject({ partial: new Uint8Array([1]), expected: 2 });
  });

  it("keeps the errors of a group", async () => {
    const error = await run(async () => await caught(() => toThread(fail, "group")));

    expect(error).toBeInstanceOf(AggregateError);
    expect((error as AggregateError).errors).toMatchObject([{ message: "one" }, { message: "too far" }]);
    expect((error as AggregateError).errors[0]).toBeInstanceOf(TypeError);
  });

  it("keeps the name and the fields of an error of another class, and what cannot be sent as text", async () => {
    const error = await run(async () => await caught(() => toThread(fail, "odd")));

    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: "OddError", message: "odd", shelf: 7, close: "() => undefined" });
  });

  it("cuts a chain of causes off where it comes back to its beginning", async () => {
    const error = await run(async () => await caught(() => toThread(fail, "circle")));

    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({
      message: "round",
      itself: "TypeError: round",
      cause: { message: "and round", cause: "TypeError: round" },
    });
  });

  it("passes on what is thrown and is no error", async () => {
    expect(await run(async () => await caught(() => toThread(fail, "number")))).toBe(7);
    const error = await run(async () => await caught(() => toThread(fail, "function")));
    expect(error.message).toMatch(/^Cannot send what was thrown back from a worker: at \.close is function close\n/);
  });

  it.each([
    ["function", /^Cannot send the result of uncloneable\(\) back from a worker: at \.a\.b is function b\n/],
    ["symbol", /^Cannot send the result of uncloneable\(\) back from a worker: at \.get\("key"\)\[0\] is a symbol\n/],
    [
      "instance",
      /^Cannot send the result of uncloneable\(\) back from a worker: at \.list\[1\] is an instance of OddError\n/,
    ],
    ["circle", /^Cannot send .* from a worker: at \[0\]\.cause\.cause is an error that is a cause of itself\n/],
  ] as const)("says where a %s is that cannot be sent back", async (kind, message) => {
    const error = await run(async () => await caught(() => toThread(uncloneable, kind)));

    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toMatch(message);
  });

  it("says where an argument cannot be sent", async () => {
    class Account {
      readonly balance = 1;
    }
    const messages = await run(async () => {
      const arg = { list: [new Account()] };
      return [
        (await caught(() => toThread(echo, 1, arg))).message,
        (await caught(() => toThread(echo, () => 1))).message,
      ];
    });

    expect(messages[0]).toMatch(/^Cannot send argument 2 to a worker: at \.list\[0\] is an instance of Account\n/);
    expect(messages[1]).toMatch(/^Cannot send argument 1 to a worker: it is function \(anonymous\)\n/);
  });

  it("says which context variable cannot be sent", async () => {
    const error = await run(async () => {
      new ContextVar("database").set({ query: () => 1 });
      return await caught(() => toThread(double, 1));
    });

    expect(error.message).toMatch(
      /^Cannot send context variable 'database' to a worker: at \.query is function query\n/,
    );
  });

  it("drops the outcome of a call that runs when the wait is cancelled, and lets it run", async () => {
    const log = await run(
      async () => {
        const task = getRunningLoop().createTask(() => toThread(block, isReal ? 50 : 0, "value"));
        await sleep(0.01);
        task.cancel();
        return [await caught(() => task), await toThread(double, 1)];
      },
      { workers: { duration: 0.05 } },
    );

    expect(log).toMatchObject([{ name: "CancelledError" }, 2]);
  });
});

describe("toThread()", () => {
  it("refuses a closure, and says how to name a function", () => {
    const work = (n: number): number => n;

    expect(() => toThread(work as never)).toThrow(
      "Cannot run function work in a worker: a worker has a heap of its own, and no closure can be sent there\n" +
        "  hint: export the function from a module and say where: exported(import.meta.url, work); its arguments are sent",
    );
    expect(() => toThread(7 as never)).toThrow(/^a function was expected, got 7\n/);
  });

  it("is typed by the function", () => {
    const typed = exported(at, async function typed(n: number, text: string): Promise<boolean> {
      return text.length === n;
    });
    expect(typed).toBeTypeOf("function");
    // @ts-expect-error TS2345 -- the second argument is a text
    expect(() => toThread(typed, 1, 2)).not.toThrow();
  });
});

import { describe, expect, it } from "vitest";
import { createTask, gather, getRunningLoop, run, sleep, TaskGroup } from "#index";
import { always, explore, RaceError, replay, virtualLoop } from "#testing";

function revoked(target: object): unknown {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function refuse(): never {
  throw new Error("nobody may ask");
}

function cyclic(): AggregateError {
  const error = new AggregateError([], "round");
  error.errors.push(new AggregateError([error], "and round"));
  return error;
}

function withCause(error: Error): Error {
  error.cause = error;
  return error;
}

function withProperty(name: string, descriptor: PropertyDescriptor): Error {
  return Object.defineProperty(new Error("odd"), name, descriptor);
}

/** What a program may throw, and the first line of the report. */
const thrown: readonly (readonly [what: string, make: () => unknown, title: string])[] = [
  ["an object without a prototype", () => Object.create(null), "Error: The body threw <Object>"],
  ["an object that cannot be text", () => ({ toString: refuse }), "Error: The body threw <Object>"],
  ["an object that cannot be primitive", () => ({ [Symbol.toPrimitive]: refuse }), "Error: The body threw <Object>"],
  ["an object that cannot be inspected", () => ({ [Symbol.for("nodejs.util.inspect.custom")]: refuse }), "Error: The body threw [object Object]"],
  ["a revoked proxy", () => revoked({}), "Error: The body threw <Object>"],
  ["a revoked proxy of an error", () => revoked(new Error("x")), "Error: The body threw <Object>"],
  ["a revoked proxy of a function", () => revoked(() => 1), "Error: The body threw function (anonymous)"],
  ["a proxy that answers nothing", () => new Proxy({}, { get: refuse, has: refuse, getPrototypeOf: refuse }), "Error: The body threw <Object>"],
  ["a symbol", () => Symbol("s"), "Error: The body threw Symbol(s)"],
  ["undefined", () => undefined, "Error: The body threw undefined"],
  ["null", () => null, "Error: The body threw null"],
  ["a text", () => "text", "Error: The body threw text"],
  ["a bigint", () => 5n, "Error: The body threw 5"],
  ["a thenable", () => ({ then: refuse }), "Error: The body threw [object Object]"],
  ["a group that holds itself", cyclic, "AggregateError: round"],
  ["a group of nothing", () => new AggregateError([], "empty"), "AggregateError: empty"],
  ["a group whose errors are none", () => Object.assign(new AggregateError([], "junk"), { errors: null }), "AggregateError: junk"],
  ["a group of what has no text", () => new AggregateError([Object.create(null)], "hollow"), "AggregateError: hollow"],
  ["an error that causes itself", () => withCause(new Error("loop")), "Error: loop"],
  ["an error without a stack", () => withProperty("stack", { value: undefined }), "Error: odd"],
  ["an error whose stack is a number", () => withProperty("stack", { value: 5 }), "Error: The body threw Error: odd"],
  ["an error whose stack cannot be read", () => withProperty("stack", { get: refuse }), "Error: The body threw Error: odd"],
  ["an error whose message cannot be read", () => withProperty("message", { get: refuse }), "Error: The body threw <Error>"],
  ["an error whose message is no text", () => withProperty("message", { value: Object.create(null) }), "Error: The body threw <Error>"],
  ["an error whose name is a symbol", () => withProperty("name", { value: Symbol("n") }), "Error: The body threw <Error>"],
  ["a frozen error", () => Object.freeze(new Error("cold")), "Error: cold"],
]; // oxfmt-ignore

/** Ways in which a program may meet it. */
const programs: readonly (readonly [way: string, program: (make: () => unknown) => () => PromiseLike<unknown>])[] = [
  ["thrown by the body", (make) => async () => raise(make)],
  ["thrown in a task that is awaited", (make) => async () => createTask(async () => raise(make))],
  ["thrown by a generator", (make) => async () => createTask(() => raisingGenerator(make))],
  ["thrown in a task group", (make) => () => new TaskGroup().run(async (group) => void group.createTask(async () => raise(make)))],
  ["thrown beside others", (make) => async () => void (await gather(sleep(1), async () => raise(make)))],
  ["thrown and never retrieved", (make) => async () => (createTask(async () => raise(make)), sleep(1))],
  ["thrown by a callback", (make) => async () => (getRunningLoop().callSoon(() => raise(make)), sleep(1))],
  ["thrown by an invariant", (make) => async () => (always(() => raise(make)), sleep(1))],
  ["left in a rejection", (make) => async () => (void Promise.reject(make()), sleep(1))],
]; // oxfmt-ignore

function raise(make: () => unknown): never {
  throw make();
}

// oxlint-disable-next-line eslint/require-yield -- throws before it waits
function* raisingGenerator(make: () => unknown): Generator<never, void, void> {
  raise(make);
}

const failureOf = (verdict: Promise<unknown>): Promise<unknown> => verdict.then(String, (error: unknown) => error);

describe("a body that throws what no report can show as it is", () => {
  it.each(thrown)("is a finding: %s", async (_, make, title) => {
    const found = await failureOf(explore(async () => raise(make)));
    const replayed = await failureOf(replay(async () => raise(make), "v1:"));

    expect(found).toBeInstanceOf(RaceError);
    expect((found as RaceError).message.split("\n")[0]).toBe(title);
    expect((replayed as RaceError).message.split("\n")[0]).toBe(title);
  });

  it.each(programs)("is a finding, whatever it is: %s", async (_, program) => {
    const wrong: unknown[] = [];
    for (const [what, make] of thrown) {
      const found = await failureOf(explore(program(make)));
      if (!(found instanceof RaceError) || found.message === "") wrong.push([what, found]);
    }

    expect(wrong).toEqual([]);
  });

  it.each(programs)("comes out of run(), which goes to its end: %s", async (_, program) => {
    for (const [, make] of thrown) {
      const loop = virtualLoop()();
      loop.setExceptionHandler(() => undefined);
      await run(program(make), { loopFactory: () => loop }).catch(() => undefined);
      expect(loop.isClosed()).toBe(true);
    }
  });
});

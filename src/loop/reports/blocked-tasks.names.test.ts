import { describe, expect, it } from "vitest";
import { createFuture, createTask, DeadlockError, getRunningLoop, run } from "#index";
import { explore, RaceError, virtualLoop } from "#testing";

function refuse(): never {
  throw new Error("nobody may ask");
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** What a program may pass as a name, and the text that stands for it, as Python's `str(name)`. */
const names: readonly (readonly [make: () => unknown, text: string])[] = [
  [() => true, "true"],
  [() => 0, "0"],
  [() => 5n, "5"],
  [() => "", ""],
  [() => Symbol("s"), "Symbol(s)"],
  [() => ({}), "[object Object]"],
  [() => ["a", 1], "a,1"],
  [() => Object.create(null), "<Object>"],
  [() => ({ toString: refuse }), "<Object>"],
  [() => revoked(), "<Object>"],
  [() => () => 1, "() => 1"],
];

/** What a program may pass as the resource of a future. */
const resources: readonly (readonly [make: () => unknown, text: string])[] = [
  [() => "db", "db"],
  [() => 7, "7"],
  [() => null, "null"],
  [() => Symbol("s"), "Symbol(s)"],
  [() => Object.create(null), "Object"],
  [() => ({ constructor: 5 }), "Object"],
  [() => ({ constructor: { name: Symbol("n") } }), "Object"],
  [() => ({ holder: 5 }), "Object"],
  [() => Object.defineProperty({}, "holder", { get: refuse }), "Object"],
  [() => new Proxy({}, { get: refuse, has: refuse }), "Object"],
  [() => revoked(), "Object"],
  [() => new Map(), "Map"],
];

async function failureOf(body: () => Promise<unknown>, debug = false): Promise<unknown> {
  return run(body, { loopFactory: virtualLoop(), debug }).catch((error: unknown) => error);
}

describe("a deadlock is reported", () => {
  it.each(names)("whatever a task is called: %#", async (make, text) => {
    const name = make();
    const body = async (): Promise<void> => {
      const task = createTask(() => createFuture(), { name: name as string });
      expect(task.getName()).toBe(text);
      await task;
    };

    for (const debug of [false, true]) {
      const error = await failureOf(body, debug);
      expect(error).toBeInstanceOf(DeadlockError);
      expect((error as DeadlockError).blocked.map(({ task }) => task)).toEqual(["Task-1", text]);
    }
    await expect(explore(body)).rejects.toThrow(RaceError);
  });

  it.each(names)("whatever a task is renamed to: %#", async (make, text) => {
    const name = make();
    const error = await failureOf(async () => {
      const task = createTask(() => createFuture());
      task.setName(name as string);
      await task;
    });

    expect((error as DeadlockError).blocked[1]?.task).toBe(text);
  });

  it.each(resources)("whatever a future is for: %#", async (make, text) => {
    const resource = make();
    const body = async (): Promise<void> => void (await createFuture(resource as object));

    expect(((await failureOf(body)) as DeadlockError).blocked[0]?.waitsFor).toBe(`${text}.wait()`);
    await expect(explore(body)).rejects.toThrow(RaceError);
  });

  it("whatever an operation is called", async () => {
    const error = await failureOf(async () => void (await createFuture({}, Symbol("take") as unknown as string)));

    expect((error as DeadlockError).blocked[0]?.waitsFor).toBe("Object.Symbol(take)");
  });
});

describe("a callback is reported", () => {
  it.each(names)("whatever it is called: %#", async (make, text) => {
    const name = make();
    const reports: string[] = [];
    const loop = virtualLoop()();
    loop.setExceptionHandler((_, { message }) => reports.push(message));
    const callback = Object.defineProperty(() => refuse(), "name", { value: name });

    await run(async () => void getRunningLoop().callSoon(callback), { loopFactory: () => loop });

    expect(reports).toEqual([
      `Exception in callback <Handle${typeof name === "string" && text !== "" ? ` ${text}` : ""}>`,
    ]);
  });
});

import { readFile } from "node:fs/promises";
import { setTimeout as nodeTimeout } from "node:timers/promises";
import { test as plain, expect, onTestFinished, vi } from "vitest";
import {
  allTasks,
  createTask,
  gather,
  getRunningLoop,
  openConnection,
  sleep,
  startServer,
  type StreamReader,
  type StreamWriter,
  type Task,
} from "#index";
import { always, onHost, simulate, simulatedWorld } from "#testing";
import { createTest, it, test } from "#vitest/index";

const seeded = createTest({ seed: 7 });
const simulated = createTest({ io: "forbid", world: simulatedWorld({ hosts: { db: {} } }) });
const forbidding = createTest({ io: "forbid" });
const tidy = createTest({ leaks: true });

test.describe("a body", () => {
  test("runs as the main task of a virtual loop, whether it asks for it or not", async () => {
    await sleep(3_600);
    expect(getRunningLoop().time()).toBe(3_600);
  });

  test("has the loop that runs it, and its clock", async ({ loop, clock }) => {
    await sleep(5);
    expect([loop === getRunningLoop(), loop.time(), clock.time()]).toEqual([true, 5, 5]);
  });

  test("may be a generator function", function* ({ loop }) {
    yield* sleep(2);
    expect(loop.time()).toBe(2);
  });

  test("may be a plain function, in a loop all the same", ({ loop }) => {
    expect(getRunningLoop()).toBe(loop);
  });

  test("has other people's timers and dates on loop time", async () => {
    await new Promise((resolve) => setTimeout(resolve, 60_000));
    await nodeTimeout(60_000);
    expect(new Date().toISOString()).toBe("2026-01-01T00:02:00.000Z");
  });

  test("can hold the time", async ({ clock }) => {
    const hold = clock.hold();
    const order: string[] = [];
    const sleeper = createTask(async () => {
      await sleep(1);
      order.push("slept");
    });
    for (let turn = 0; turn < 5; turn++) await sleep(0);
    order.push("released");
    hold.release();
    await sleeper;
    expect(order).toEqual(["released", "slept"]);
  });

  test("keeps invariants of always()", { fails: true }, async () => {
    let count = 0;
    always(() => count < 1);
    await sleep(1);
    count = 1;
    await sleep(1);
  });

  it("is run by the other name, too", async ({ loop }) => {
    await sleep(1);
    expect(loop.time()).toBe(1);
  });
});

test.describe("variants", () => {
  test.each([
    [1, 2],
    [3, 4],
  ])("each: %i", async (seconds, next) => {
    await sleep(seconds);
    expect([getRunningLoop().time(), next]).toEqual([seconds, seconds + 1]);
  });

  test.each([{ seconds: 3 }])("each: $seconds", async ({ seconds }) => {
    await sleep(seconds);
    expect(getRunningLoop().time()).toBe(3);
  });

  test.for([[1, 2]] as const)("for: %i", async ([seconds], { loop }) => {
    await sleep(seconds);
    expect(loop.time()).toBe(1);
  });

  test.fails("a failure may be expected", async () => {
    await sleep(1);
    throw new Error("expected");
  });

  test.skipIf(true)("skipped", () => {
    throw new Error("is run");
  });
  test.skipIf(false)("not skipped", ({ loop }) => {
    expect(loop).toBe(getRunningLoop());
  });
  test.runIf(false).explore("skipped, too", () => {
    throw new Error("is run");
  });
  test.skip("skipped with options", { timeout: 5, leaks: true }, () => {
    throw new Error("is run");
  });
  test.todo("without a body");

  test("may skip itself", async ({ skip }) => {
    await sleep(1);
    skip("not today");
  });

  let attempts = 0;
  test("is tried again on a fresh loop", { retry: 1 }, async ({ loop }) => {
    attempts += 1;
    expect(loop.time()).toBe(0);
    await sleep(1);
    expect(attempts).toBe(2);
  });

  test("has a timeout as the last argument", async () => sleep(1), 1_000);
});

const names: string[] = [];
const extended = test.extend<{ worker: { readonly task: Task<void> }; label: string }>({
  label: "a label",
  worker: async ({ loop }, use) => {
    const task = loop.createTask(() => sleep(5), { name: "worker" });
    await use({ task }); // a task itself is a thenable, which vitest would wait for
    await loop.runUntilComplete(task);
    names.push(`worker ended at ${loop.time()}`);
  },
});

test.describe("extended", () => {
  extended("gives fixtures the loop, before and after the body", { leaks: true }, async ({ worker, label }) => {
    await sleep(1);
    expect([label, worker.task.done(), [...allTasks()].length]).toEqual(["a label", false, 2]);
  });

  extended("has ended the fixtures of the test before", () => {
    expect(names).toEqual(["worker ended at 5"]);
  });

  test.describe("with another label", () => {
    const other = extended.override({ label: "another" });
    other("exchanges a fixture", async ({ label, loop }) => {
      await sleep(1);
      expect([label, loop.time()]).toEqual(["another", 1]);
    });
  });

  const named = test.extend("answer", async ({ clock }) => clock.time() + 42);
  named("takes vitest's other way to say it", ({ answer }) => {
    expect(answer).toBe(42);
  });

  named.explore("gives fixtures to an exploration once", async ({ answer }) => {
    const read = simulate(async () => answer);
    await gather(read, read);
    expect(answer).toBe(42);
  });
});

test.describe("concurrent tests", () => {
  const running = new Set<string>();
  for (const name of ["one", "two", "three"]) {
    test.concurrent(`${name} has a time of its own`, async ({ expect: own, loop }) => {
      running.add(name);
      await sleep(name.length);
      own(loop.time()).toBe(name.length);
    });
    test.concurrent.explore(`${name} explores`, { executions: 20 }, async ({ expect: own }) => {
      const object = simulate({ read: async () => name }, {});
      own(await Promise.all([object.read(), object.read()])).toEqual([name, name]);
    });
  }
});

test.describe("explore", () => {
  let executions = 0;
  test.explore("runs the body in many orders", { level: "any-order", executions: 7 }, async () => {
    executions += 1;
    const object = simulate({ read: async () => 1 }, {});
    await gather(
      () => object.read(),
      () => object.read(),
      () => object.read(),
    );
  });
  test("has run it more than once", () => {
    expect(executions).toBeGreaterThanOrEqual(6);
  });

  test("is a fixture that gives the certificate", async ({ explore, task }) => {
    const certificate = await explore(
      async () => {
        const object = simulate({ read: async () => 1 }, {});
        await gather(
          () => object.read(),
          () => object.read(),
        );
      },
      { require: "proof" },
    );

    expect(certificate.claim.kind).toBe("proof");
    expect(task.meta).toEqual({ timeloom: [certificate] });
  });

  test.fails.explore("fails if one order fails", async () => {
    let last = "";
    const object = simulate({ read: async (name: string) => name }, {});
    const read = async (name: string): Promise<void> => void (last = await object.read(name));
    await gather(
      () => read("a"),
      () => read("b"),
    );
    expect(last).toBe("b");
  });

  test.explore("takes a generator function", function* () {
    const read = simulate(async () => 1);
    yield* gather(read, read);
  });
});

test.describe("createTest()", () => {
  seeded("seeds the loop", ({ loop }) => {
    expect(loop.random()).not.toBe(0);
  });

  simulated("has the world that it is given", () => echoes("hello"));

  simulated.explore("explores the world that it is given", () => echoes("hello"));

  forbidding.fails("may forbid to wait outside", () => readFile("package.json"));

  tidy.fails("looks for what any test leaves behind", async () => {
    createTask(() => sleep(1));
  });

  plain("refuses a check that does not exist", () => {
    const checks = ["leaks" as "held-lock"];
    expect(() => createTest({ checks })).toThrow("Invalid check: leaks\n  hint: ");
  });
});

plain("leaves the world outside alone, and vi as it was at the end of the file", () => {
  onTestFinished(() => void vi.useRealTimers());
  vi.useFakeTimers();
  vi.advanceTimersByTime(1_000);
  expect(vi.isFakeTimers()).toBe(true);
  vi.useRealTimers();
});

/** Sends `line` to a server on another host of the simulated world. */
async function echoes(line: string): Promise<void> {
  const listening = onHost("db", async () => {
    const serve = async (reader: StreamReader, writer: StreamWriter): Promise<void> => {
      writer.write(await reader.readline());
      writer.close();
    };
    return await startServer(serve, "db", 5432);
  });
  const server = await listening;
  const [reader, writer] = await openConnection("db", 5432);
  writer.write(new TextEncoder().encode(`${line}\n`));
  expect(new TextDecoder().decode(await reader.read())).toBe(`${line}\n`);
  writer.close();
  server.close();
  await server.waitClosed();
}

import { describe, expect, it } from "vitest";
import { type Body, createTask, gather, run, sleep } from "#index";
import { Executions } from "#explore/execution/executions";
import type { Access } from "#explore/recording/access";
import { Trace } from "#explore/recording/trace";
import { explore, fifoOnly, type RaceError, virtualLoop, watch } from "#testing";

async function accessesOf(body: Body<[], unknown>): Promise<readonly Access[]> {
  const trace = new Trace();
  const executions = new Executions(body, { seed: 0, maxIterations: 1_000, maxTime: 1_000, checks: new Set() });
  const { failure } = await executions.replay("env", [], { probe: trace, debug: true });
  if (failure?.error !== undefined) throw failure.error;
  return trace.recording([]).accesses;
}

const texts = async (body: () => void): Promise<string[]> =>
  (await accessesOf(async () => body())).map(({ property, kind }) => `${kind} ${property}`);

/** The report of an exploration that fails. */
async function reportOf(body: Body<[], unknown>): Promise<string> {
  try {
    await explore(body);
  } catch (error) {
    return (error as RaceError).message;
  }
  throw new Error("the body does not fail");
}

class Counter {
  #value = 0;
  shown = 0;

  increment(): number {
    this.#value += 1;
    this.shown = this.#value;
    return this.#value;
  }
}

describe("watch()", () => {
  it("records reads and writes of properties, also inside of methods, with task, step, place and value", async () => {
    const accesses = await accessesOf(async () => {
      class Account {
        balance = 100;
        add(amount: number): void {
          this.balance += amount;
        }
      }
      const account = watch(new Account());
      await createTask(async () => account.add(1));
      account.balance = 0;
    });

    const place: unknown = expect.stringMatching(/watch\.test\.ts:\d+$/);
    expect(accesses).toEqual([
      { property: "Account.balance", kind: "read", path: "main.0", step: 1, place, value: "100" },
      { property: "Account.balance", kind: "write", path: "main.0", step: 1, place, value: "101" },
      { property: "Account.balance", kind: "write", path: "main", step: 2, place, value: "0" },
    ]);
  });

  it("records what tells that a property is there, and that it goes", async () => {
    const found = await texts(() => {
      const object: { list?: number } = watch({ list: 1 }, "box");
      if ("list" in object) delete object.list;
    });

    expect(found).toEqual(["read box.list", "write box.list"]);
  });

  it("records entries of a Map and a Set by their key, and their size", async () => {
    const found = await texts(() => {
      const stock = watch(new Map([["apples", 1]]), "stock");
      if (stock.has("apples")) stock.set("apples", (stock.get("apples") ?? 0) + 1).delete("pears");
      const seen = watch(new Set<object>(), "seen");
      seen.add(stock).add([]);
      expect(seen.size + [...stock].length).toBe(3);
    });

    expect(found).toEqual([
      'read stock["apples"]',
      'read stock["apples"]',
      'write stock["apples"]',
      'write stock["pears"]',
      "write seen[Map 1]",
      "write seen.size",
      "write seen[Array 2]",
      "write seen.size",
      "read seen.size",
      "read stock.size",
    ]);
  });

  it("leaves private fields, arrays and the identity of methods as they are", async () => {
    const found = await texts(() => {
      const counter = watch(new Counter());
      expect(counter.increment()).toBe(1);
      expect(counter.increment === counter.increment).toBe(true);
      expect(counter).toBeInstanceOf(Counter);
      const list = watch([3, 1, 2], "list");
      expect([list.toReversed(), list.length, Array.isArray(list)]).toEqual([[2, 1, 3], 3, true]);
    });

    expect(found.slice(-1)).toEqual(["read list.length"]);
  });

  it("gives back the object itself in a run that nobody writes down", async () => {
    const object = { balance: 1 };
    const body = async (): Promise<void> => expect(watch(object)).toBe(object);

    await run(body, { loopFactory: virtualLoop() });
    await explore(body, { strategy: fifoOnly() });
  });

  it("may be called before the run", async () => {
    const account = watch({ balance: 1 }, "account");
    account.balance = 2;

    const accesses = await accessesOf(async () => expect(account.balance).toBe(2));

    expect(accesses.map(({ kind, property }) => `${kind} ${property}`)).toEqual(["read account.balance"]);
  });

  it("lets the report tell which read was made stale", async () => {
    const report = await reportOf(async () => {
      const account = watch({ balance: 100 }, "account");
      const deposit = async (): Promise<void> => {
        const { balance } = account;
        await sleep(0);
        account.balance = balance + 1;
      };
      await gather(deposit, deposit);
      expect(account.balance).toBe(102);
    });

    expect(report).toContain("conflict on account.balance\n    Task-3 reads it");
    expect(report).toContain("Task-2 writes it: what was read is stale now");
  });

  it("costs the report its accesses, and not more, if the program stumbles over the proxy", async () => {
    const report = await reportOf(async () => {
      const original = { balance: 100 };
      const watched = watch(original);
      await sleep(1);
      if (watched === original) throw new TypeError("is the object itself");
    });

    expect(report).toMatch(/→ sleep\(1\) +watch\.test\.ts:\d+\n/);
  });

  it("refuses what has no properties, and says what to do", () => {
    expect(() => watch(5 as never)).toThrow(
      "watch() needs an object, got 5\n  hint: wrap a value in one: watch({ value })",
    );
  });
});

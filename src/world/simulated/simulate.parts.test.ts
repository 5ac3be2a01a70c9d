import { describe, expect, it } from "vitest";
import { gather, getRunningLoop, run, sleep } from "#index";
import { explore, simulate, virtualLoop } from "#testing";

const loopFactory = virtualLoop();

class Users {
  readonly #names = ["ada"];

  async find(at: number): Promise<string | undefined> {
    return this.#names[at];
  }
}

describe("parts of a fake", () => {
  it("are simulated as the fake is, at any depth", async () => {
    const db = simulate({ tables: { user: { find: async () => 1 } }, ping: async () => 0 });
    const body = async (): Promise<void> => {
      let count = 0;
      const increment = async (): Promise<void> => {
        const seen = count;
        await db.tables.user.find();
        count = seen + 1;
      };
      await gather(increment, async () => {
        await db.ping();
        await increment();
      });
      if (count !== 2) throw new Error("lost");
    };

    await expect(explore(body)).rejects.toThrow(/lost[^]*tables\.user\.find\(\)/);
  });

  it("are found below parts that hold nothing but parts", async () => {
    const db = simulate({ a: { b: { c: { d: { find: async () => 1 } } } } });
    const body = async (): Promise<void> => {
      await gather(
        () => db.a.b.c.d.find(),
        () => db.a.b.c.d.find(),
      );
    };

    expect((await explore(body)).choices).toBeGreaterThan(0);
  });

  it("may be instances of classes with private fields, and are the same object each time", async () => {
    const db = simulate({ users: new Users() });

    expect(db.users).toBe(db.users);
    await expect(run(() => db.users.find(0), { loopFactory })).resolves.toBe("ada");
  });

  it("are left alone if they are data", () => {
    const data = { list: [1, 2], at: new Date(0), map: new Map([["a", 1]]), options: { deep: { enough: 1 } } };
    const fake = simulate({ ...data, read: async () => 1 });

    expect([fake.list, fake.at, fake.map, fake.options].map((part, i) => part === Object.values(data)[i])).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it("may form a circle", () => {
    const parent = {
      name: "parent",
      read: async () => 1,
      child: { parent: undefined as unknown, read: async () => 2 },
    };
    parent.child.parent = parent;

    expect(simulate(parent).child).toBeInstanceOf(Object);
  });
});

describe("simulate() of what is no fake", () => {
  it.each([
    ["a Map", new Map()],
    ["an array", []],
    ["a Date", new Date(0)],
  ])("refuses %s, which has no method that returns a promise", (_, target) => {
    expect(() => simulate(target)).toThrow(/^simulate\(\) needs a fake with methods that return promises, got /);
  });
});

describe("a signal among the arguments of a call", () => {
  const slow = simulate({ get: async (_options: { signal: AbortSignal }) => "answer" }, { latency: [5] });

  it("makes the call reject with its reason if it is aborted first", async () => {
    const main = async (): Promise<unknown> => {
      const controller = new AbortController();
      getRunningLoop().callLater(2, () => controller.abort(new RangeError("enough")));
      const outcome = await slow.get(controller).catch((error: unknown) => error);
      return [outcome, getRunningLoop().time()];
    };

    await expect(run(main, { loopFactory })).resolves.toEqual([new RangeError("enough"), 2]);
  });

  it("changes nothing if the answer comes first, and is not listened to any more", async () => {
    const main = async (): Promise<unknown> => {
      const controller = new AbortController();
      const warnings: unknown[] = [];
      process.once("warning", (warning) => warnings.push(warning));
      for (let i = 0; i < 20; i++) await slow.get(controller);
      controller.abort();
      await sleep(1);
      return warnings;
    };

    await expect(run(main, { loopFactory })).resolves.toEqual([]);
  });

  it("keeps the call from being made if it was aborted before", async () => {
    let calls = 0;
    const send = simulate(async (_signal: AbortSignal) => (calls += 1));

    await expect(run(() => send(AbortSignal.abort(new RangeError("before"))), { loopFactory })).rejects.toThrow(
      "before",
    );
    expect(calls).toBe(0);
  });
});

import { describe, expect, it } from "vitest";
import {
  CancelledError,
  coroutine,
  createTask,
  type EventLoop,
  gather,
  getRunningLoop,
  run,
  sleep,
  timeout,
  TimeoutError,
  type Wait,
} from "#index";
import { exhaustive, explore, type ExploreSettings, simulate, virtualLoop } from "#testing";

const loopFactory = virtualLoop();

/** Everything that `body` returns in some order, each once, in the order of its text. */
async function outcomesOf(body: () => unknown, settings: ExploreSettings = {}): Promise<unknown[]> {
  const seen = new Set<string>();
  const certificate = await explore(
    async () => {
      seen.add(JSON.stringify(await body()));
    },
    { strategy: exhaustive(), executions: 10_000, ...settings },
  );
  expect(certificate.ended).toBe("exhausted");
  return [...seen].toSorted().map((text) => JSON.parse(text) as unknown);
}

class Account {
  #balance = 100;
  readonly log: string[] = [];

  async read(): Promise<number> {
    this.log.push("read");
    return this.#balance;
  }

  /** Calls another of its methods. */
  async deposit(amount: number): Promise<number> {
    this.#balance = (await this.read()) + amount;
    return this.#balance;
  }

  get balance(): number {
    return this.#balance;
  }

  describe(): string {
    return `${this.#balance} in all`;
  }
}

describe("a simulated fake", () => {
  it("keeps its class, private fields, getters and plain methods", async () => {
    const account = simulate(new Account());

    await run(
      async () => {
        expect(account).toBeInstanceOf(Account);
        expect(account.describe()).toBe("100 in all");
        expect(await account.deposit(5)).toBe(105);
        expect(account.balance).toBe(105);
        expect(Reflect.get(account, "read")).toBe(Reflect.get(account, "read"));
      },
      { loopFactory },
    );
  });

  it("may be a function, and what it makes if it is a class", async () => {
    const Simulated = simulate(Account);
    const double = simulate(async (n: number) => n * 2);

    await run(
      async () => {
        expect(await double(21)).toBe(42);
        expect(double.length).toBe(1);
        expect(await new Simulated().read()).toBe(100);
      },
      { loopFactory },
    );

    const orders = await outcomesOf(async () => {
      const order: number[] = [];
      const [a, b] = [new Simulated(), new Simulated()];
      await gather(
        () => a.read().then(() => order.push(1)),
        () => b.read().then(() => order.push(2)),
      );
      return order;
    });
    expect(orders).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });

  it("names a call after the method, also where two methods are one function", async () => {
    const arrive = async (): Promise<void> => undefined;
    const network = simulate({ get: arrive, set: arrive });

    const named = (waited: object): unknown => (Reflect.get(waited, "describeWait") as () => string).call(waited);
    const waits = await run(async () => [named(network.get()), named(network.set())], { loopFactory });
    expect(waits).toEqual(["get()", "set()"]);
  });

  it("may be frozen", async () => {
    const frozen = simulate(Object.freeze({ read: async () => 7, name: "fake" }));

    expect(await run(async () => [await frozen.read(), frozen.name], { loopFactory })).toEqual([7, "fake"]);
    expect(await outcomesOf(() => gather(frozen.read(), frozen.read()))).toEqual([[7, 7]]);
  });

  it("makes a call at once, and delivers what it came to later", async () => {
    const log: string[] = [];
    const fake = simulate({ write: async (text: string) => void log.push(text) });

    await run(
      async () => {
        const writing = fake.write("a");
        expect(log).toEqual(["a"]);
        await writing;
      },
      { loopFactory },
    );
  });

  it("rejects as its method does", async () => {
    const fake = simulate({ read: () => Promise.reject(new Error("gone")) });

    await expect(run(() => fake.read(), { loopFactory })).rejects.toThrow("gone");
    await expect(
      run(
        function* () {
          yield* fake.read() as unknown as Iterable<Wait>;
        },
        { loopFactory },
      ),
    ).rejects.toThrow("gone");
  });

  it("goes through unchanged outside of a virtual loop", async () => {
    const promise = Promise.resolve(1);
    const fake = simulate({ read: () => promise });

    expect(fake.read()).toBe(promise);
  });

  it("does not simulate the calls that it makes of itself", async () => {
    const { choices } = await explore(async () => {
      const account = simulate(new Account());
      await gather(account.deposit(1), account.read());
    });
    const twoCalls = await explore(async () => {
      const account = simulate(new Account());
      await gather(account.read(), account.read());
    });

    expect(choices).toBe(twoCalls.choices);
  });

  it("may sleep itself, called by either kind of code", async () => {
    const fake = simulate({
      async read() {
        await sleep(2);
        return getRunningLoop().time();
      },
    });
    const inGenerator = function* (): Generator<Wait, number, void> {
      return yield* fake.read() as unknown as Generator<Wait, number, void>;
    };

    expect(await run(() => fake.read(), { loopFactory })).toBe(2);
    expect(await run(inGenerator, { loopFactory })).toBe(2);
  });

  it("may be written with coroutines, that run when they are awaited", async () => {
    const log: string[] = [];
    const fake = simulate({
      read: coroutine(function* () {
        log.push("begun");
        yield* sleep(1);
        return 7;
      }),
    });

    const result = await run(
      function* () {
        const reading = fake.read();
        log.push("called");
        return yield* reading;
      },
      { loopFactory },
    );

    expect([result, log]).toEqual([7, ["called", "begun"]]);
  });

  it("may return a task, which a cancelled wait cancels", async () => {
    await run(
      async () => {
        const inner = createTask(() => sleep(10));
        const fake = simulate({ read: () => inner });
        const task = createTask(async () => await fake.read());
        await sleep(1);
        task.cancel();
        await expect(task).rejects.toBeInstanceOf(CancelledError);
        await sleep(0);
        expect(inner.cancelled()).toBe(true);
      },
      { loopFactory },
    );
  });
});

describe("the completions of simulated calls", () => {
  const callsInOrder = async (): Promise<string> => {
    const ask = simulate(async () => undefined);
    let order = "";
    const call = async (name: string): Promise<void> => {
      await ask();
      order += name;
    };
    await gather(
      () => call("a"),
      () => call("b"),
      () => call("c"),
    );
    return order;
  };

  it("come in any order at env", async () => {
    expect(await outcomesOf(callsInOrder)).toEqual(["abc", "acb", "bac", "bca", "cab", "cba"]);
  });

  it("come in the order of the calls at fifo, and without a search", async () => {
    expect(await outcomesOf(callsInOrder, { level: "fifo", strategy: undefined })).toEqual(["abc"]);
    expect(await run(callsInOrder, { loopFactory })).toBe("abc");
  });

  it("come one by one, or several in one iteration", async () => {
    const iterations = await outcomesOf(async () => {
      const ask = simulate(async () => undefined);
      const loop = getRunningLoop() as EventLoop & { readonly iterations: number };
      const at: number[] = [];
      const call = async (): Promise<void> => {
        await ask();
        at.push(loop.iterations);
      };
      await gather(call, call);
      return (at[1] ?? 0) - (at[0] ?? 0);
    });

    expect(iterations).toEqual([0, 1, 2, 3]);
  });

  it("come before or after a timeout", async () => {
    const outcomes = await outcomesOf(async () => {
      const ask = simulate(async () => "answer");
      try {
        return await timeout(1).run(async () => await ask());
      } catch (error) {
        return error instanceof TimeoutError ? "too late" : error;
      }
    });

    expect(outcomes).toEqual(["answer", "too late"]);
  });

  it("are not waited for once their wait is cancelled", async () => {
    const outcomes = await outcomesOf(async () => {
      const ask = simulate(async () => "answer");
      const task = createTask(async () => await ask());
      await sleep(0);
      task.cancel();
      await task.then(null, () => undefined);
      await sleep(1);
      return [task.cancelled(), getRunningLoop().time()];
    });

    expect(outcomes).toEqual([[true, 1]]);
  });
});

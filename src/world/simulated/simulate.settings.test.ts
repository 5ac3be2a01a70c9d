import { describe, expect, it } from "vitest";
import { coroutine, createTask, gather, getRunningLoop, run, sleep, waitFor } from "#index";
import { exhaustive, explore, type Level, simulate, type SimulateSettings, virtualLoop } from "#testing";

const loopFactory = virtualLoop();

async function outcomesOf(body: () => unknown, level: Level): Promise<unknown[]> {
  const seen = new Set<string>();
  await explore(
    async () => {
      seen.add(JSON.stringify(await body()));
    },
    { strategy: exhaustive(), level, executions: 2_000 },
  );
  return [...seen].toSorted().map((text) => JSON.parse(text) as unknown);
}

describe("the latency of a simulated call", () => {
  const slowCall = async (): Promise<number> => {
    await simulate(async () => undefined, { latency: [2, 3] })();
    return getRunningLoop().time();
  };

  it("is the first of the list by default, and at env", async () => {
    expect(await run(slowCall, { loopFactory })).toBe(2);
    expect(await outcomesOf(slowCall, "env")).toEqual([2]);
  });

  it("is any of the list where latencies vary", async () => {
    expect(await outcomesOf(slowCall, "any-order")).toEqual([2, 3]);
  });

  it("passes after what the fake itself waits", async () => {
    const fake = simulate(async () => await sleep(1), { latency: [2] });

    await run(
      async () => {
        await fake();
        expect(getRunningLoop().time()).toBe(3);
      },
      { loopFactory },
    );
  });

  it("is given up with the call", async () => {
    const fake = simulate(async () => undefined, { latency: [100] });

    await run(
      async () => {
        for (let i = 0; i < 300; i++) await waitFor(fake(), 0.001).then(null, () => undefined);
        await sleep(0);
        expect(getRunningLoop().time()).toBeCloseTo(0.3);
        await gather(fake(), sleep(1));
      },
      { loopFactory },
    );
  });
});

describe("the failures of a simulated call", () => {
  const failures = [new Error("refused"), new Error("reset")];

  /** What each outcome of one call does to the state of the fake. */
  const called = (fake: () => PromiseLike<unknown>, calls: { count: number }) => async (): Promise<unknown> => {
    calls.count = 0;
    try {
      return [await fake(), calls.count];
    } catch (error) {
      return [(error as Error).message, calls.count];
    }
  };

  it("come instead of the call of an async function", async () => {
    const calls = { count: 0 };
    const fake = simulate(async () => (calls.count += 1), { failures });

    expect(await outcomesOf(called(fake, calls), "env")).toEqual([
      ["refused", 0],
      ["reset", 0],
      [1, 1],
    ]);
  });

  it("come instead of a coroutine", async () => {
    const calls = { count: 0 };
    const fake = simulate(
      coroutine(function* () {
        return (calls.count += 1);
      }),
      { failures },
    );

    expect(await outcomesOf(called(fake, calls), "env")).toEqual([
      ["refused", 0],
      ["reset", 0],
      [1, 1],
    ]);
  });

  it("come instead of the answer of a plain function", async () => {
    const calls = { count: 0 };
    const fake = simulate(() => Promise.resolve((calls.count += 1)), { failures });

    expect(await outcomesOf(called(fake, calls), "env")).toEqual([
      ["refused", 1],
      ["reset", 1],
      [1, 1],
    ]);
  });

  it("never come by default, at fifo, or from what returns no promise", async () => {
    const fake = simulate({ read: async () => 1, peek: () => 2 }, { failures });
    const both = async (): Promise<unknown> => [await fake.read(), fake.peek()];

    expect(await run(both, { loopFactory })).toEqual([1, 2]);
    expect(await outcomesOf(() => fake.peek(), "env")).toEqual([2]);
    const fifo = await explore(both, { level: "fifo" });
    expect(fifo).toMatchObject({ executions: 1, choices: 0 });
  });

  it("are reported if nobody retrieves them", async () => {
    const fake = simulate(async () => undefined, { failures });

    const rejected = explore(async () => {
      createTask(async () => await fake());
      await sleep(1);
    });

    await expect(rejected).rejects.toMatchObject({ finding: { failure: { check: "exception-never-retrieved" } } });
  });
});

describe("simulate() refuses", () => {
  const fake = async (): Promise<void> => undefined;

  it.each([
    {
      target: 7,
      settings: {},
      says: "TypeError: simulate() needs an object or a function, got 7\n  hint: pass the fake itself",
    },
    {
      target: Promise.resolve(),
      settings: {},
      says: "TypeError: simulate() needs a fake, got <Promise>\n  hint: pass the function that returns the promise",
    },
    {
      target: fake,
      settings: { latencies: [1] },
      says: "ValueError: Unknown option of simulate(): latencies\n  hint: did you mean latency? the options are latency, within and failures",
    },
    {
      target: fake,
      settings: { latency: 1 },
      says: "TypeError: latency must be a list, got 1\n  hint: latency: [one number of seconds, …]",
    },
    {
      target: fake,
      settings: { latency: [] },
      says: "ValueError: Invalid latency: an empty list\n  hint: list at least one number of seconds",
    },
    {
      target: fake,
      settings: { latency: [1, NaN] },
      says: "ValueError: Invalid latency: NaN\n  hint: pass finite numbers of seconds",
    },
    {
      target: fake,
      settings: { within: "1" },
      says: 'ValueError: Invalid within: "1"\n  hint: pass a finite number of seconds above 0',
    },
    {
      target: fake,
      settings: { within: 0 },
      says: "ValueError: Invalid within: 0\n  hint: pass a finite number of seconds above 0",
    },
    {
      target: fake,
      settings: { latency: [0.5, 2], within: 1 },
      says: "ValueError: Invalid latency: 2, where a call takes at most 1 s\n  hint: raise within, or take the latency out",
    },
    {
      target: fake,
      settings: { failures: [] },
      says: "ValueError: Invalid failures: an empty list\n  hint: list at least one error",
    },
    {
      target: fake,
      settings: { failures: ["refused"] },
      says: 'TypeError: failures must be errors, got "refused"\n  hint: failures: [new Error("refused")]',
    },
  ])("$target with $settings", ({ target, settings, says }) => {
    let message = "";
    try {
      simulate(target as object, settings as SimulateSettings);
    } catch (error) {
      message = String(error);
    }
    expect(message).toBe(says);
  });
});

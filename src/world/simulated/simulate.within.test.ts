import { describe, expect, it } from "vitest";
import { coroutine, createTask, type Future, gather, getRunningLoop, run, sleep, timeout, type Wait } from "#index";
import {
  describeCertificate,
  exhaustive,
  explore,
  type Level,
  replay,
  simulate,
  type SimulateSettings,
  virtualLoop,
} from "#testing";

/** Everything that `body` returns in some order, each once, in the order of its text. */
async function outcomesOf(body: () => unknown, level: Level = "env"): Promise<unknown[]> {
  const seen = new Set<string>();
  const certificate = await explore(
    async () => {
      seen.add(JSON.stringify(await body()));
    },
    { strategy: exhaustive(), level, executions: 10_000 },
  );
  expect(certificate.ended).toBe("exhausted");
  return [...seen].toSorted().map((text) => JSON.parse(text) as unknown);
}

const answer = async (): Promise<string> => "answer";
const now = (): number => getRunningLoop().time();

/** Which of a call and a sleep comes first. */
function raced(delay: number, settings: SimulateSettings): () => Promise<string> {
  const call = simulate(answer, settings);
  return async () => {
    const order: string[] = [];
    await gather(
      async () => order.push(await call()),
      async () => order.push(await sleep(delay, "sleep")),
    );
    return order.join(" ");
  };
}

describe("a call that takes at most a second", () => {
  it.each(["env", "jitter", "any-order"] as const)("is not overtaken by what takes longer, at %s", async (level) => {
    expect(await outcomesOf(raced(5, { within: 1 }), level)).toEqual(["answer sleep"]);
  });

  it("is overtaken by what takes as long, or less", async () => {
    expect(await outcomesOf(raced(1, { within: 1 }))).toEqual(["answer sleep", "sleep answer"]);
    expect(await outcomesOf(raced(0.5, { within: 1 }))).toEqual(["answer sleep", "sleep answer"]);
  });

  it("comes at once, midway or at the last moment", async () => {
    const call = simulate(answer, { within: 1 });
    const times = await outcomesOf(async () => {
      createTask(() => sleep(5));
      await call();
      return now();
    });

    expect(times).toEqual([0, 0.5, 1]);
  });

  it("comes by then after other deadlines, and beside a call without a limit", async () => {
    const [short, long] = [simulate(answer, { within: 3 }), simulate(answer)];
    const orders = await outcomesOf(async () => {
      const order: string[] = [];
      const note = (name: string, wait: PromiseLike<unknown>): PromiseLike<number> => wait.then(() => order.push(name));
      await Promise.all([note("2 s", sleep(2)), note("4 s", sleep(4)), note("short", short()), note("long", long())]);
      return order.join(", ");
    });

    expect(orders).toContain("2 s, short, 4 s, long");
    expect(orders).toContain("long, 2 s, short, 4 s");
    expect((orders as string[]).filter((order) => /4 s.*short/.test(order))).toEqual([]);
  });

  it("has come if the loop wakes late, after that moment", async () => {
    const call = simulate(answer, { within: 1 });
    const outcomes = await outcomesOf(async () => {
      const calling = call() as unknown as Future<string>;
      await sleep(0.999);
      return [now() > 1.005, calling.done()];
    }, "jitter");

    expect(outcomes).toEqual([
      [false, false],
      [false, true],
      [true, true],
    ]);
  });

  it("has begun when it is called, whatever the fake waits itself", async () => {
    const native = simulate(async () => await sleep(0.75), { within: 1 });
    const generators = simulate(
      coroutine(function* (): Generator<Wait, void, void> {
        yield* sleep(0.75);
      }),
      { within: 1 },
    );
    for (const call of [native, generators]) {
      const times = await outcomesOf(async () => {
        createTask(() => sleep(5));
        const calling = call();
        await calling;
        return now();
      });
      expect(times).toEqual([0.75, 0.875, 1]);
    }
  });

  it("comes at once if the fake itself has waited longer", async () => {
    const call = simulate(async () => await sleep(3), { within: 1 });
    const times = await outcomesOf(async () => {
      createTask(() => sleep(5));
      await call();
      return now();
    });

    expect(times).toEqual([3]);
  });

  it("fails by then, too", async () => {
    const call = simulate(answer, { within: 1, failures: [new Error("refused")] });
    const outcomes = await outcomesOf(async () => {
      try {
        return await timeout(2).run(async () => await call());
      } catch (error) {
        return (error as Error).message;
      }
    });

    expect(outcomes).toEqual(["answer", "refused"]);
  });

  it("is as long on the way as its latency says, and no longer with what the fake waits", async () => {
    const call = simulate(async () => await sleep(0.75), { latency: [0.5], within: 1 });
    const at = async (): Promise<number> => {
      await call();
      return now();
    };

    expect(await run(at, { loopFactory: virtualLoop() })).toBe(1);
  });
});

describe("what a search says about `within`", () => {
  const loses = async (): Promise<void> => {
    const call = simulate(answer, { within: 1 });
    const watchdog = createTask(() => sleep(5));
    await call();
    if (now() === 1) throw new Error("at the last moment");
    watchdog.cancel();
  };

  it("is in the report and the schedule of a finding", async () => {
    await expect(explore(loses)).rejects.toThrow(
      /at the last moment[^]*answer\(\) of \S+ arrives at the latest moment/,
    );
    await expect(replay(loses, "v1:main.x0@1=latest")).rejects.toThrow("at the last moment");
  });

  it("is in the certificate if it kept time from passing a call", async () => {
    const limited = await explore(raced(5, { within: 1 }), { strategy: exhaustive() });
    const free = await explore(raced(1, { within: 1 }), { strategy: exhaustive() });

    expect([limited.claim.kind, limited.within]).toEqual(["proof", [1]]);
    expect(describeCertificate(limited)).toContain("\ncalls     took at most 1 s, as their `within` says");
    expect([free.claim.kind, free.within]).toEqual(["proof", undefined]);
  });
});

import { describe, expect, it } from "vitest";
import { type Coroutine, coroutine, gather, run, sleep, UnhandledRejectionError, type Wait } from "#index";
import { exhaustive, explore, expectUnhandled, fifoOnly, RaceError, replay, simulate, virtualLoop } from "#testing";

function fail(): never {
  throw new RangeError("lost");
}

const answer = coroutine(function* () {
  return 42;
});

/** A program of generators only, which calls `lose` if the last of three calls completes first. */
function losing(lose: () => unknown) {
  return function* (): Generator<Wait, void, void> {
    const ask = simulate(answer);
    const order: number[] = [];
    const call = (index: number) =>
      function* (): Generator<Wait, void, void> {
        yield* ask();
        order.push(index);
        if (index === 2 && order.length === 1) lose();
      };
    yield* gather(call(0), call(1), call(2));
  };
}

/** A program of generators only, which calls a function if its calls complete in the order of that name. */
function ending(ends: Readonly<Record<string, () => unknown>>) {
  return function* (): Generator<Wait, void, void> {
    const ask = simulate(answer);
    let order = "";
    const call = (index: number) =>
      function* (): Generator<Wait, void, void> {
        yield* ask();
        order += String(index);
      };
    yield* gather(call(0), call(1), call(2));
    ends[order]?.();
  };
}

async function findingOf(exploring: Promise<unknown>): Promise<RaceError["finding"]> {
  const error: unknown = await exploring.catch((caught: unknown) => caught);
  if (error instanceof RaceError) return error.finding;
  throw error;
}

const rejections: readonly (readonly [string, () => unknown])[] = [
  ["a rejected promise", () => void Promise.reject(new RangeError("lost"))],
  ["an async function that throws at once", () => void (async () => fail())()],
  [
    "an async function that throws later",
    () =>
      void (async () => {
        await Promise.resolve();
        fail();
      })(),
  ],
  ["a chain without a catch", () => void Promise.resolve().then(fail)],
];

describe("a search over a program of generators", () => {
  it.each(rejections)("finds %s that nobody handles, small and with a replay", async (_, lose) => {
    const { failure, execution, schedule } = await findingOf(explore(losing(lose), { strategy: exhaustive() }));

    expect(failure).toMatchObject({ check: "unhandled-rejection", error: new RangeError("lost") });
    expect(schedule).toHaveLength(1);
    expect(execution).toBeGreaterThan(1);
    await expect(replay(losing(lose), schedule)).rejects.toMatchObject({
      finding: { failure: { check: "unhandled-rejection" } },
    });
    await expect(replay(losing(lose), "v1:")).resolves.toMatchObject({ schedule: [] });
  });

  it.each([
    ["a tick", () => process.nextTick(fail)],
    ["a microtask, whose async context Node 20 and 22 lose", () => queueMicrotask(fail)],
    ["a microtask after another", () => void Promise.resolve().then(() => queueMicrotask(fail))],
  ])("finds an exception of %s", async (_, lose) => {
    const { failure, schedule, execution } = await findingOf(explore(losing(lose), { strategy: exhaustive() }));

    expect(failure).toMatchObject({ check: "uncaught-exception", error: new RangeError("lost") });
    expect(schedule).toHaveLength(1);
    expect(execution).toBeGreaterThan(1);
    await expect(replay(losing(lose), schedule)).rejects.toThrow("lost");
  });

  it.each([
    ["it is handled at once", () => void Promise.reject(new RangeError("lost")).catch(() => undefined)],
    [
      "the code that made it expects it",
      () => {
        expectUnhandled(RangeError);
        void Promise.reject(new RangeError("lost"));
      },
    ],
  ])("finds nothing if %s", async (_, lose) => {
    await expect(explore(losing(lose), { strategy: exhaustive() })).resolves.toMatchObject({
      claim: { kind: "proof" },
    });
  });

  it("says the same as run() in the default order", async () => {
    const body = function* (): Generator<Wait, void, void> {
      yield* sleep(1);
      void Promise.reject(new RangeError("lost"));
    };

    await expect(run(body, { loopFactory: virtualLoop() })).rejects.toThrow(UnhandledRejectionError);
    for (const settings of [{}, { level: "fifo" }, { strategy: fifoOnly() }, { sweeps: ["cancel"] }] as const) {
      const { failure, execution } = await findingOf(explore(body, settings));
      expect([failure.check, failure.message.split("\n")[0], execution]).toEqual([
        "unhandled-rejection",
        "A promise was rejected, and nobody handles it: RangeError: lost",
        1,
      ]);
    }
  });

  it("finds in a sweep what a cleanup leaves behind", async () => {
    const body = (): Coroutine<void> =>
      coroutine(function* (): Generator<Wait, void, void> {
        try {
          yield* sleep(1);
        } finally {
          void Promise.reject(new RangeError("lost")).catch((error: unknown) => {
            if (cancelled) throw error;
          });
        }
      })();
    const cancelled = true;

    const { failure } = await findingOf(explore(body, { sweeps: ["cancel"] }));

    expect(failure.check).toBe("unhandled-rejection");
  });

  it("reports the first execution that fails, whether or not its end tells", async () => {
    const searched = (ends: Readonly<Record<string, () => unknown>>): Promise<RaceError["finding"]> =>
      findingOf(explore(ending(ends), { strategy: exhaustive() }));
    const lose = (): unknown => void Promise.reject(new RangeError("lost"));
    const [early, late] = ["021", "210"] as const;

    const found = await Promise.all([
      searched({ [early]: fail }),
      searched({ [late]: fail }),
      searched({ [early]: lose, [late]: fail }),
      searched({ [early]: fail, [late]: lose }),
    ]);

    const [first = 0, last = 0] = found.map(({ execution }) => execution);
    expect(first).toBeLessThan(last);
    expect(found.slice(2).map(({ execution, failure }) => [execution, failure.check])).toEqual([
      [first, "unhandled-rejection"],
      [first, "body"],
    ]);
  });
});

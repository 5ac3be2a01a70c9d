import { describe, expect, it } from "vitest";
import { coroutine, createFuture, createTask, type Future, gather, sleep } from "#index";
import { explore, pct, simulate } from "#testing";
import { interleaved, searched } from "./fixtures/interleaved.mjs";

/** Runs `interleaved(turns)` with pct and counts the executions in which the turns came in this order, as in "0.1 1.1". */
async function frequencyOf(order: string, turns: readonly number[], depth: number, most: number): Promise<number> {
  let hits = 0;
  let came: string[] = [];
  const program = interleaved(turns, (actor, turn) => came.push(`${actor}.${turn}`));
  await searched(
    pct({ depth }),
    function* () {
      came = [];
      yield* program();
      const places = order.split(" ").map((turn) => came.indexOf(turn));
      if (places.every((place, i) => i === 0 || place > (places[i - 1] ?? 0))) hits += 1;
    },
    { most },
  );
  return hits / most;
}

describe("pct()", () => {
  // Choice points: no more than turns. The bound is 1/(n k^(d-1)), less three standard deviations of what is counted.
  it.each([
    { depth: 1, turns: [3, 1, 3], order: "1.1 0.1" },
    { depth: 1, turns: [8, 8], order: "1.8 0.1" },
    { depth: 2, turns: [6, 1], order: "0.3 1.1 0.4" },
    { depth: 2, turns: [6, 6, 2], order: "1.5 0.1 1.6" },
    { depth: 3, turns: [4, 4, 2], order: "0.2 1.1 0.3 1.2" },
    { depth: 4, turns: [3, 3], order: "0.1 1.1 0.2 1.2 0.3" },
  ])("finds $order of depth $depth at least as often as it guarantees", async ({ depth, turns, order }) => {
    const runs = 4_000;
    const choices = turns.reduce((sum, count) => sum + count, 0) - 1;
    const guaranteed = 1 / (turns.length * choices ** (depth - 1));
    const margin = 3 * Math.sqrt(guaranteed / runs);

    expect(await frequencyOf(order, turns, depth, runs)).toBeGreaterThanOrEqual(guaranteed - margin);
  });

  it("changes the order of priorities no more often than its depth allows", async () => {
    // But for the first execution, which is the default order.
    expect(await frequencyOf("0.1 1.1 0.2", [3, 3], 1, 1_000)).toBe(1 / 1_000);
    expect(await frequencyOf("0.1 1.1 0.2 1.2 0.3", [3, 3], 3, 1_000)).toBe(1 / 1_000);
    expect(await frequencyOf("0.1 1.1 0.2 1.2 0.3", [3, 3], 4, 1_000)).toBeGreaterThan(1 / 1_000);
  });

  it("begins with the default order, to learn how long the program is", async () => {
    const { taken } = await searched(pct(), interleaved([3, 3]), { most: 1, seed: 5 });

    expect(taken).toEqual(["00000"]);
  });

  it("claims the probability with which it would have missed a bug of its depth", async () => {
    const certificate = await explore(interleaved([3, 2]), {
      level: "any-order",
      strategy: pct({ depth: 2 }),
      executions: 101,
    });

    // Two actors, four choice points at most; the default order is none of the hundred.
    expect(certificate.strategy).toBe("pct(2)");
    expect(certificate.claim).toEqual({
      kind: "pct",
      depth: 2,
      missProbability: expect.closeTo((1 - 1 / 8) ** 100, 12),
    });
  });

  it("counts no execution in its claim that was longer than expected", async () => {
    let runs = 0;
    const { search } = await searched(
      pct({ depth: 2 }),
      function* () {
        runs += 1;
        yield* interleaved([3 ** runs, 3 ** runs])();
      },
      { most: 5 },
    );

    expect(search.claim()).toEqual({ kind: "none" });
  });

  it("lets a task that polls for another one come to its end", async () => {
    const { kinds, taken } = await searched(
      pct(),
      function* () {
        const ready = new Set<string>();
        const poller = createTask(function* () {
          while (ready.size === 0) yield* sleep(0);
        });
        createTask(function* () {
          yield* sleep(0);
          ready.add("ready");
        });
        yield* poller;
      },
      { most: 50 },
    );

    expect(new Set(kinds)).toEqual(new Set(["passed"]));
    expect(Math.max(...taken.map((each) => each.length))).toBeGreaterThan(300); // it did poll for long
  });

  it.each([1, 2, 3])("lets no more calls fail than its depth %i allows", async (depth) => {
    const failures = new Set<number>();
    await searched(
      pct({ depth }),
      function* () {
        const call = simulate(done, { failures: [new Error("refused")] });
        let failed = 0;
        for (let i = 0; i < 4; i++) {
          try {
            yield* call();
          } catch {
            failed += 1;
          }
        }
        failures.add(failed);
      },
      { most: 200 },
    );

    expect([...failures].toSorted((one, other) => one - other)).toEqual([0, 1, 2].slice(0, depth));
  });

  it("takes completions of the outside world in any order", async () => {
    const orders = new Set<string>();
    await searched(
      pct({ depth: 1 }),
      function* () {
        let order = "";
        const call = simulate(done);
        yield* gather(
          ...[1, 2, 3].map((number) =>
            coroutine(function* () {
              yield* call();
              order += number;
            })(),
          ),
        );
        orders.add(order);
      },
      { most: 200, level: "env" },
    );

    expect(orders.size).toBe(6);
  });

  it.each([0, -1, 1.5, Number.NaN, Infinity])("refuses depth %s", (depth) => {
    expect(() => pct({ depth })).toThrow(
      `Invalid depth: ${depth}\n  hint: pass a whole number from 1 to 1,000, such as 3`,
    );
  });

  it("refuses a bare number", () => {
    expect(() => pct(2 as unknown as { depth: number })).toThrow(
      new TypeError("settings must be an object, got 2\n  hint: the options of pct() are depth"),
    );
  });

  it("refuses an option that it does not know", () => {
    expect(() => pct({ dept: 3 } as object)).toThrow(
      "Unknown option of pct(): dept\n  hint: did you mean depth? the options are depth",
    );
  });
});

/** What a fake does that is made of futures. */
function done(): Future<void> {
  const future = createFuture<void>();
  future.setResult(undefined);
  return future;
}

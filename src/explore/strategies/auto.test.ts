import { describe, expect, it } from "vitest";
import { coroutine, createFuture, createTask, type Future, gather, sleep, type Wait } from "#index";
import {
  auto,
  delayBounded,
  exhaustive,
  explore,
  fifoOnly,
  pct,
  pos,
  random,
  simulate,
  type SearchStrategy,
  urw,
} from "#testing";
import { interleaved, searched } from "./fixtures/interleaved.mjs";

const all: { readonly name: string; readonly make: () => SearchStrategy }[] = [
  { name: "fifoOnly", make: fifoOnly },
  { name: "random", make: random },
  { name: "pct", make: pct },
  { name: "urw", make: urw },
  { name: "pos", make: pos },
  { name: "delayBounded", make: delayBounded },
  { name: "exhaustive", make: exhaustive },
  { name: "auto", make: auto },
];

describe.each(all)("$name()", ({ make }) => {
  it.each(["env", "jitter", "any-order"] as const)("takes the same orders for the same seed at %s", async (level) => {
    const run = async (seed: number): Promise<readonly string[]> =>
      (await searched(make(), worldly, { most: 60, seed, level })).taken;

    expect(await run(3)).toEqual(await run(3));
  });

  it("finds an order that fails, or has seen only the default one", async () => {
    const certificate = await explore(overtaken, { level: "any-order", strategy: make() }).catch(
      (error: unknown) => error,
    );

    if (make === fifoOnly) expect(certificate).toMatchObject({ executions: 1, ended: "exhausted", strategy: "fifo" });
    else expect(certificate).toMatchObject({ finding: { failure: { check: "body" }, seed: 0 } });
  });

  it("refuses a seed that is no number where it draws", async () => {
    if (make === fifoOnly) return;
    await expect(searched(make(), overtaken, { seed: Number.NaN })).rejects.toThrow("Invalid seed: NaN\n  hint: ");
  });
});

describe("strategies that draw", () => {
  it.each([random, pct, urw, pos, auto])("take other orders for another seed", async (make) => {
    const run = async (seed: number): Promise<readonly string[]> =>
      (await searched(make(), interleaved([4, 4, 4]), { most: 30, seed })).taken;

    expect(await run(1)).not.toEqual(await run(2));
  });
});

describe("auto()", () => {
  it("begins with the default order", async () => {
    expect((await searched(auto(), interleaved([3, 3]), { most: 1 })).taken).toEqual(["00000"]);
  });

  it.each([
    { turns: [5, 5], orders: 252 },
    { turns: [2, 2, 2], orders: 90 },
    { turns: [1, 1, 1, 1, 1, 1], orders: 720 },
  ])("proves a program with $orders orders, within twice as many executions", async ({ turns, orders }) => {
    const certificate = await explore(interleaved(turns), { level: "any-order", executions: 2 * orders });

    expect(certificate).toMatchObject({ claim: { kind: "proof" }, ended: "exhausted" });
    expect(certificate.strategy).toMatch(/^auto\(delays\(\d+\), random, urw, pos, pct\(3\)\)$/);
  });

  it("proves a program with 1,716 orders in the end", async () => {
    await expect(explore(interleaved([6, 7]), { level: "any-order", executions: 3_200 })).resolves.toMatchObject({
      claim: { kind: "proof" },
    });
  });

  it("claims no proof of a program that does not always end", async () => {
    const { search } = await searched(
      auto(),
      function* () {
        const first: string[] = [];
        for (const name of ["a", "b"]) {
          createTask(function* () {
            first.push(name);
          });
        }
        yield* sleep(1);
        while (first[0] === "b") yield* sleep(1);
      },
      { most: 100 },
    );

    expect(search.claim()).toMatchObject({ kind: "sample" });
  });

  it("claims the number of delays that it has completed, if there are too many orders", async () => {
    await expect(explore(interleaved([6, 6, 6]), { level: "any-order", executions: 1_000 })).resolves.toMatchObject({
      claim: { kind: "bounded-proof", bound: "at most 2 delays" },
    });
  });

  it("claims what its random walks show before it has completed one delay", async () => {
    await expect(explore(interleaved([60, 60]), { level: "any-order", executions: 40 })).resolves.toMatchObject({
      claim: { kind: "sample", failureProbability: 0.6 },
    });
  });
});

/** Choice points of several kinds, whatever the level. */
function* worldly(): Generator<Wait, void, void> {
  const call = simulate(done, { latency: [0.25, 0.5], failures: [new Error("refused")] });
  const calls = gather(coroutine(call)(), coroutine(call)(), { returnExceptions: true });
  const turns = createTask(interleaved([2, 3]));
  const early = createTask(sleep(0.5));
  yield* sleep(0.25);
  const late = createTask(sleep(0.25));
  yield* gather(calls, turns, early, late);
}

function done(): Future<void> {
  const future = createFuture<void>();
  future.setResult(undefined);
  return future;
}

/** Fails if the task that was made second is twice ahead of the first one. */
function* overtaken(): Generator<Wait, void, void> {
  const turns = [0, 0];
  let ahead = false;
  yield* interleaved([3, 3], (actor, turn) => {
    turns[actor] = turn;
    ahead ||= (turns[1] ?? 0) > (turns[0] ?? 0) + 1;
  })();
  if (ahead) throw new Error("overtaken");
}

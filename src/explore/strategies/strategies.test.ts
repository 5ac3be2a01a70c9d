import { describe, expect, it } from "vitest";
import { strategies } from "#explore/strategies/strategies";
import { coroutine, createFuture, createTask, type Future, gather, sleep, type Wait } from "#index";
import { explore, simulate } from "#testing";
import { interleaved, searched } from "./fixtures/interleaved.mjs";

describe.each(strategies)("$name", ({ name, make, example }) => {
  it.each(["env", "jitter", "any-order"] as const)("takes the same orders for the same seed at %s", async (level) => {
    const run = async (seed: number): Promise<readonly string[]> =>
      (await searched(make(example), worldly, { most: 60, seed, level })).taken;

    expect(await run(3)).toEqual(await run(3));
  });

  it("finds an order that fails, or has seen only the default one", async () => {
    const certificate = await explore(overtaken, { level: "any-order", strategy: make(example) }).catch(
      (error: unknown) => error,
    );

    if (name === "fifo") expect(certificate).toMatchObject({ executions: 1, ended: "exhausted", strategy: "fifo" });
    else expect(certificate).toMatchObject({ finding: { failure: { check: "body" }, seed: 0 } });
  });

  it("refuses a seed that is no number where it draws", async () => {
    if (name === "fifo") return;
    await expect(searched(make(example), overtaken, { seed: Number.NaN })).rejects.toThrow(
      "Invalid seed: NaN\n  hint: ",
    );
  });
});

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

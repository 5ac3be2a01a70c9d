import { describe, expect, it } from "vitest";
import { type Coroutine, coroutine, gather, sleep, type Wait } from "#index";
import { exhaustive, explore, pct, random, simulate } from "#testing";

const answer = coroutine(function* () {
  return 42;
});

/** Three calls that complete in any order. */
function* threeCalls(): Generator<Wait, void, void> {
  const ask = simulate(answer);
  yield* gather(ask(), ask(), ask());
}

/** Goes on for ever if the second call completes before the first. */
function* endsInOneOrder(): Generator<Wait, void, void> {
  const ask = simulate(answer);
  const order: string[] = [];
  const call = (name: string) =>
    function* (): Generator<Wait, void, void> {
      yield* ask();
      order.push(name);
    };
  yield* gather(call("first"), call("second"));
  while (order[0] === "second") yield* sleep(1);
}

describe("the certificate of explore()", () => {
  it("is a proof if every order was run", async () => {
    expect(await explore(threeCalls, { strategy: exhaustive() })).toMatchObject({
      level: "env",
      strategy: "exhaustive",
      seed: 0,
      claim: { kind: "proof" },
      inconclusive: 0,
      ended: "exhausted",
    });
  });

  it("is a sample with the bound 3/N after N random orders", async () => {
    const certificate = await explore(threeCalls, { strategy: random(), executions: 600, seed: 7 });

    expect(certificate).toMatchObject({ executions: 600, seed: 7, ended: "executions" });
    expect(certificate.claim).toEqual({ kind: "sample", failureProbability: 0.005 });
  });

  it("claims nothing after three random orders, whose bound is 100 %", async () => {
    const { claim } = await explore(threeCalls, { strategy: random(), executions: 3 });

    expect(claim).toEqual({ kind: "none" });
  });

  it("says with which probability pct() would have missed a bug", async () => {
    const { claim } = await explore(threeCalls, { strategy: pct({ depth: 2 }), executions: 50 });

    expect(claim).toMatchObject({ kind: "pct", depth: 2 });
    expect((claim as { missProbability: number }).missProbability).toBeLessThan(0.6);
  });

  it("is none, after one execution, if there is nothing to choose", async () => {
    const certificate = await explore(() => sleep(1));

    expect(certificate).toMatchObject({ claim: { kind: "none" }, executions: 1, choices: 0, ended: "exhausted" });
  });

  it("holds what jitter varies, at that level only", async () => {
    const body = (): Coroutine<void> => sleep(1);

    expect((await explore(body, { level: "jitter" })).jitter).toEqual({
      lateness: [0, 0.001, 0.01],
      stepCost: [0, 0.001],
    });
    expect((await explore(body)).jitter).toBeUndefined();
  });

  it("counts executions that met a limit, and is no proof with them", async () => {
    const certificate = await explore(endsInOneOrder, { strategy: exhaustive(), maxIterations: 100 });

    expect(certificate).toMatchObject({ ended: "exhausted", claim: { kind: "none" } });
    expect(certificate.inconclusive).toBeGreaterThan(0);
    expect(certificate.inconclusive).toBeLessThan(certificate.executions);
  });

  it("bounds by conclusive executions only what a sample claims", async () => {
    const { claim, executions, inconclusive } = await explore(endsInOneOrder, {
      strategy: random(),
      maxIterations: 100,
      executions: 100,
      seed: 0,
    });

    expect(inconclusive).toBeGreaterThan(0);
    expect(claim).toEqual({ kind: "sample", failureProbability: 3 / (executions - inconclusive) });
  });

  it("holds what sweeps have done", async () => {
    const { sweep, executions } = await explore(() => sleep(1), { sweeps: ["cancel"] });

    expect(sweep).toMatchObject({ modes: ["cancel"], failures: [], left: 0 });
    expect(sweep?.rows).toHaveLength(1);
    expect(executions).toBe(1);
  });
});

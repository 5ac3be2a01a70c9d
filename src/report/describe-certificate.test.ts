import { describe, expect, it } from "vitest";
import { sleep } from "#index";
import { type Certificate, describeCertificate, explore, simulate } from "#testing";

const certificate: Certificate = {
  level: "env",
  strategy: "random",
  seed: 4,
  claim: { kind: "none" },
  executions: 1_000,
  inconclusive: 0,
  hash: "5a0c1b2d3e4f6789",
  choices: 12,
  ended: "executions",
};

describe("describeCertificate()", () => {
  it("says how much was run, what is claimed, and of which orders", () => {
    const claim = { kind: "sample", failureProbability: 0.003 } as const;

    expect(describeCertificate({ ...certificate, claim }).split("\n")).toEqual([
      "passed    1,000 executions of up to 12 choices; the executions were used up",
      "claim     sample: with 95 % confidence a random order fails with a probability below 0.3 %",
      "level     env (orders that a real loop can produce)",
      "strategy  random, seed 4",
    ]);
  });

  it.each([
    [{ kind: "proof" }, "proof: it fails in none of these orders"],
    [
      { kind: "bounded-proof", bound: "at most 2 delays" },
      "bounded proof: it fails in none of these orders with at most 2 delays",
    ],
    [
      { kind: "pct", depth: 3, missProbability: 0.25 },
      "a bug of depth 3 would have been missed with a probability of 25 %",
    ],
    [{ kind: "none" }, "none: the orders that were run are too few for a claim"],
  ] as const)("puts the claim %o into words", (claim, text) => {
    expect(describeCertificate({ ...certificate, claim })).toContain(`\nclaim     ${text}\n`);
  });

  it("prints the values of the jitter, and what is inconclusive", () => {
    const jitter = { lateness: [0, 0.001, 0.01], stepCost: [0, 0.001] };
    const text = describeCertificate({ ...certificate, level: "jitter", jitter, inconclusive: 2 });

    expect(text).toContain("\njitter    the loop wakes 0, 1, 10 ms late; a step takes 0, 1 ms\n");
    expect(text).toContain("\nlimits    2 executions met one: inconclusive, and no part of the claim");
    expect(text).toContain("\nclaim     none: executions met a limit; raise maxIterations or maxTime\n");
  });

  it("says what was done at how many awaits", async () => {
    const text = describeCertificate(await explore(() => sleep(1), { sweeps: ["cancel", "throw"] }));

    expect(text).toMatch(/\nswept     cancel, throw at 1 await$/);
  });

  it.each([
    [{}, "no faults were tried"],
    [{ cut: 0, reset: 0 }, "no faults were tried; not cut, reset"],
    [{ cut: 0, reset: 1, slowed: 1_200 }, "reset 1 time, slowed 1,200 times; not cut"],
  ])("says which faults were tried, and which were not: %o", (faults, text) => {
    expect(describeCertificate({ ...certificate, faults })).toContain(`\nfaults    ${text}`);
  });

  it("says nothing of faults where nothing can fail", async () => {
    const store = { load: async () => 1 };
    const calls = await explore(async () => void (await simulate(store).load()));

    expect(describeCertificate(calls)).not.toContain("faults");
  });

  it("does not claim anything where there was nothing to choose", async () => {
    const text = describeCertificate(await explore(() => sleep(1)));

    expect(text).toContain("claim     no choices at `env`; try `jitter` or `simulate(…)`");
  });
});

import type { Probe } from "../../core/contracts/probe.ts";
import type { Strategy } from "../../core/contracts/strategy.ts";
import type { Claim, Search } from "./search.ts";

/**
 * A search whose executions are drawn independently of each other. After N passing runs it claims that one fails with a
 * probability below 3/N, with 95 % confidence.
 *
 * @param next - The strategy of the next execution.
 * @param over - Called when an execution is over.
 * @see {@link https://doi.org/10.1001/jama.1983.03330370053031 | Hanley, Lippman-Hand: If nothing goes wrong, is everything all right?, 1983}
 */
export function independentRuns(name: string, next: () => Strategy & Probe, over?: () => void): Search {
  let passed = 0;
  return {
    name,
    strongest: "sample",
    next,
    ended({ kind }): void {
      over?.();
      if (kind === "passed") passed += 1;
    },
    claim: () => sampleOf(passed),
  };
}

/** What `passed` executions claim that were drawn independently of each other. */
export function sampleOf(passed: number): Claim {
  return passed === 0 ? { kind: "none" } : { kind: "sample", failureProbability: Math.min(1, 3 / passed) };
}

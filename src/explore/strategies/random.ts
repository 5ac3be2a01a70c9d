import type { Strategy } from "../../core/contracts/strategy.ts";
import { Alternatives } from "./alternatives.ts";
import { independentRuns } from "./independent-runs.ts";
import type { SearchStrategy } from "./search.ts";
import { seeded } from "./seeded.ts";

/**
 * Take every choice at random, each alternative with the same probability: executions are independent of each other. Only faults are rarer:
 * each execution draws its own rate, from every other place where something may fail to one in as many as earlier executions had. So where
 * faults are tried, executions are independent once that number no longer grows.
 */
export function random(): SearchStrategy {
  return ({ seed }) => {
    const entropy = seeded(seed, "random");
    const alternatives = new Alternatives(entropy, seed, "random");
    const walk: Strategy = { choose: (point) => alternatives.choose(point) };
    return independentRuns("random", () => {
      alternatives.begin();
      return walk;
    });
  };
}

import type { Strategy } from "../../core/contracts/strategy.ts";
import { independentRuns } from "./independent-runs.ts";
import type { SearchStrategy } from "./search.ts";
import { seeded } from "./seeded.ts";

/** Take every choice at random, each alternative with the same probability: executions are independent of each other. */
export function random(): SearchStrategy {
  return ({ seed }) => {
    const entropy = seeded(seed, "random");
    const walk: Strategy = { choose: ({ count }) => Math.floor(entropy.random() * count) };
    return independentRuns("random", () => walk);
  };
}

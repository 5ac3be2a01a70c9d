import type { Strategy } from "../../core/strategy.ts";
import { SeededEntropy } from "../../loop/entropy.ts";
import type { SearchStrategy } from "../search.ts";

/** Take every choice at random, each alternative with the same probability: executions are independent of each other. */
export function random(): SearchStrategy {
  return ({ seed }) => {
    let runs = 0;
    const entropy = new SeededEntropy(seed);
    return {
      name: "random",
      next: (): Strategy => ({ choose: ({ options }) => Math.floor(entropy.random() * options.length) }),
      ended(): void {
        runs += 1;
      },
      claim: () => ({ kind: "sample", failureProbability: Math.min(1, 3 / runs) }),
    };
  };
}

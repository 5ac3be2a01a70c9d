import type { Strategy } from "../../core/contracts/strategy.ts";
import type { SearchStrategy } from "./search.ts";
import { seeded } from "./seeded.ts";

/** Take every choice at random, each alternative with the same probability: executions are independent of each other. */
export function random(): SearchStrategy {
  return ({ seed }) => {
    let runs = 0;
    const entropy = seeded(seed);
    return {
      name: "random",
      strongest: "sample",
      next: (): Strategy => ({ choose: ({ options }) => Math.floor(entropy.random() * options.length) }),
      ended({ kind }): void {
        if (kind === "passed") runs += 1;
      },
      claim: () => (runs === 0 ? { kind: "none" } : { kind: "sample", failureProbability: Math.min(1, 3 / runs) }),
    };
  };
}

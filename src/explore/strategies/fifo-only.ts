import { fifo, type Strategy } from "../../core/contracts/strategy.ts";
import type { SearchStrategy } from "./search.ts";

/** Run the default order, once: what a real loop does if every step takes equally long. */
export function fifoOnly(): SearchStrategy {
  return () => {
    let begun = false;
    return {
      name: "fifo",
      strongest: "none",
      next(): Strategy | undefined {
        if (begun) return undefined;
        begun = true;
        return fifo;
      },
      ended: (): void => undefined,
      claim: () => ({ kind: "none" }),
    };
  };
}

import { explore, type SearchStrategy } from "#testing";
import { bugs } from "../../scenarios/bugs/index.ts";
import { now, type Program } from "../program.ts";

/** `n` executions of the corrected program of a bug, by searches that end when they have proved it, or at 3,000 executions. */
export function corrected(id: string, strategy: () => SearchStrategy): Program {
  const body = bugs.find((bug) => bug.id === id)?.fixed;
  if (body === undefined) throw new RangeError(`no bug ${id}`);
  return async (n) => {
    let left = n;
    const start = now();
    while (left > 0) {
      const search = { level: "any-order", strategy: strategy(), executions: Math.min(left, 3_000) } as const;
      left -= (await explore(body, search)).executions;
    }
    return now() - start;
  };
}

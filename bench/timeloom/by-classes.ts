import { explore, type SearchStrategy } from "#testing";
import type { Bug } from "../../scenarios/bugs/bug.ts";
import { bugs } from "../../scenarios/bugs/index.ts";
import { now, type Program } from "../program.ts";

/**
 * `n` executions of the corrected programs of bugs, as many of each, by searches that end when they have proved a program, or at 3,000
 * executions.
 */
export function corrected(ids: readonly string[], strategy: () => SearchStrategy): Program {
  const bodies = ids.map((id) => bodyOf(id));
  return async (n) => {
    const start = now();
    for (const body of bodies) {
      let left = Math.ceil(n / bodies.length);
      while (left > 0) {
        const search = { level: "any-order", strategy: strategy(), executions: Math.min(left, 3_000) } as const;
        left -= (await explore(body, search)).executions;
      }
    }
    return now() - start;
  };
}

function bodyOf(id: string): Bug["fixed"] {
  const body = bugs.find((bug) => bug.id === id)?.fixed;
  if (body === undefined) throw new RangeError(`no bug ${id}`);
  return body;
}

import { pct, pos, random, type SearchStrategy, urw } from "#testing";
import type { Program } from "./program.ts";
import { cost, node, type Subject } from "./workload.ts";

/** One subject for each strategy and number of alternatives. A thousand of them may cost three times as much as ten. */
export function choosing(load: () => Promise<(strategy: () => SearchStrategy, count: number) => Program>): Subject[] {
  const strategies = Object.entries({ random, urw, pos, pct });
  return strategies.flatMap(([name, strategy]) =>
    [10, 100, 1_000].map((count) =>
      node(
        `${name} ${count}`,
        200_000,
        async () => (await load())(strategy, count),
        ...(count === 1_000 ? [cost(`${name} 10`, "<=", 3)] : []),
      ),
    ),
  );
}

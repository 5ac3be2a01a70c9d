import { ValueError } from "../../core/errors/value-error.ts";
import type { Level } from "../../core/contracts/level.ts";
import { PairCoverage } from "../pairs/pair-coverage.ts";
import type { Corpus } from "../strategies/coverage-guided/corpus.ts";
import { CorpusPlan } from "./covering/corpus-plan.ts";
import { CoveredPlan } from "./covering/covered-plan.ts";
import { DrawPlan, drawsOfSlice, executionsOfShard } from "./draw-plan.ts";
import { OrderPlan } from "./order-plan.ts";
import type { Shard } from "../shard.ts";
import { GuidedPlan, guidedOfSlice } from "./covering/guided-plan.ts";
import type { Plan, PlanSettings } from "./plan.ts";
import { PortfolioPlan } from "./portfolio-plan.ts";

/**
 * The plan of a strategy, by the name of the strategy as it is typed; behind the orders of a corpus, if there is one.
 *
 * @param executions - The most executions of all shards together.
 * @param coverage - What is told of what slices cover, if anybody wants to know.
 * @throws {ValueError} If the search of the strategy cannot be divided.
 */
export function planOf(
  strategy: string,
  { seed, executions, shard }: PlanSettings,
  level: Level,
  { corpus, coverage }: { readonly corpus: Corpus | undefined; readonly coverage: PairCoverage | undefined },
): Plan {
  const reached: (readonly number[])[] = [];
  const { most, make } = dividing(strategy, coverage ?? new PairCoverage(), reached);
  const settings = { seed, shard, executions: most(shard, executions) };
  const plan = corpus === undefined ? make(settings) : new CorpusPlan(corpus, level, settings, make);
  return coverage === undefined ? plan : new CoveredPlan(plan, coverage, reached);
}

/** How the search of a strategy is divided. */
interface Dividing {
  /** The most executions of a shard. */
  readonly most: (shard: Shard | undefined, executions: number) => number;
  readonly make: (settings: PlanSettings) => Plan;
}

function dividing(strategy: string, coverage: PairCoverage, reached: readonly (readonly number[])[]): Dividing {
  const [name = "", number] = strategy.split(":");
  switch (name) {
    case "auto":
      return { most: evenly, make: (settings) => new PortfolioPlan(settings) };
    case "exhaustive":
      return { most: evenly, make: (settings) => new OrderPlan("exhaustive", Infinity, settings) };
    case "delays":
      return {
        most: evenly,
        make: (settings) => new OrderPlan(`delayBounded(${number ?? 2})`, Number(number ?? 2), settings),
      };
    case "pct":
    case "urw":
    case "pos":
    case "random":
      return { most: inSlicesOf(drawsOfSlice), make: (settings) => new DrawPlan(strategy, settings) };
    case "guided":
      return { most: inSlicesOf(guidedOfSlice), make: (settings) => new GuidedPlan(settings, coverage, reached) };
    default:
      throw new ValueError(
        `Cannot divide the search of ${strategy} among workers or shards`,
        "use auto, exhaustive, delays, pct, urw, pos, random or guided, or run it in one process",
      );
  }
}

function inSlicesOf(size: number): Dividing["most"] {
  return (shard, executions) => executionsOfShard(shard, executions, size);
}

function evenly(shard: Shard | undefined, executions: number): number {
  return Math.ceil(executions / (shard?.count ?? 1));
}

import { ValueError } from "../../core/errors/value-error.ts";
import type { Level } from "../../core/contracts/level.ts";
import type { PairCoverage } from "../pairs/pair-coverage.ts";
import type { Corpus } from "../strategies/coverage-guided/corpus.ts";
import { CorpusPlan } from "./covering/corpus-plan.ts";
import { CoveredPlan } from "./covering/covered-plan.ts";
import { DrawPlan } from "./draw-plan.ts";
import { OrderPlan } from "./order-plan.ts";
import type { Plan, PlanSettings } from "./plan.ts";
import { PortfolioPlan } from "./portfolio-plan.ts";

/**
 * The plan of a strategy, by the name of the strategy as it is typed; behind the orders of a corpus, if there is one.
 *
 * @param coverage - What is told of what slices cover, if anybody wants to know.
 * @throws {ValueError} If the search of the strategy cannot be divided.
 */
export function planOf(
  strategy: string,
  settings: PlanSettings,
  level: Level,
  { corpus, coverage }: { readonly corpus: Corpus | undefined; readonly coverage: PairCoverage | undefined },
): Plan {
  const planFor = (rest: PlanSettings): Plan => strategyPlan(strategy, rest);
  const plan = corpus === undefined ? planFor(settings) : new CorpusPlan(corpus, level, settings, planFor);
  return coverage === undefined ? plan : new CoveredPlan(plan, coverage);
}

function strategyPlan(strategy: string, settings: PlanSettings): Plan {
  const [name = "", number] = strategy.split(":");
  switch (name) {
    case "auto":
      return new PortfolioPlan(settings);
    case "exhaustive":
      return new OrderPlan("exhaustive", Infinity, settings);
    case "delays":
      return new OrderPlan(`delayBounded(${number ?? 2})`, Number(number ?? 2), settings);
    case "pct":
    case "urw":
    case "pos":
    case "random":
      return new DrawPlan(strategy, settings);
    default:
      throw new ValueError(
        `Cannot divide the search of ${strategy} among workers or shards`,
        "use auto, exhaustive, delays, pct, urw, pos or random, or run it in one process",
      );
  }
}

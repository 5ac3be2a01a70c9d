import { ValueError } from "../../core/errors/value-error.ts";
import type { Level } from "../../core/contracts/level.ts";
import type { Corpus } from "../strategies/coverage-guided/corpus.ts";
import { CorpusPlan } from "./corpus-plan.ts";
import { DrawPlan } from "./draw-plan.ts";
import { OrderPlan } from "./order-plan.ts";
import type { Plan, PlanSettings } from "./plan.ts";
import { PortfolioPlan } from "./portfolio-plan.ts";

/**
 * The plan of a strategy, by the name of the strategy as it is typed; behind the orders of a corpus, if there is one.
 *
 * @throws {ValueError} If the search of the strategy cannot be divided.
 */
export function planOf(strategy: string, settings: PlanSettings, level: Level, corpus?: Corpus): Plan {
  if (corpus === undefined) return strategyPlan(strategy, settings);
  return new CorpusPlan(corpus, level, settings, (rest) => strategyPlan(strategy, rest));
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

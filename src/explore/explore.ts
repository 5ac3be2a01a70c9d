import type { Spawnable } from "../core/spawnable.ts";
import type { Level } from "../core/strategy.ts";
import type { Certificate } from "./certificate.ts";
import { Executions, type Verdict } from "./executions.ts";
import type { Check, Failure } from "./failure.ts";
import { type Finding, findingOf } from "./finding.ts";
import type { Search, SearchStrategy } from "./search.ts";
import { auto } from "./strategies/auto.ts";

/** Options of `explore()`. */
export interface ExploreSettings {
  /** What may be reordered. Default: `"env"`, every order that a real loop can produce. */
  readonly level?: Level;
  /** How to go through the orders. Default: `auto()`. */
  readonly strategy?: SearchStrategy;
  /** Executions at most. Default: 1,000. */
  readonly executions?: number;
  /** Seed of the search and of `loop.random()`. Default: 0. */
  readonly seed?: number;
  /** Iterations after which an execution is inconclusive. Default: 10,000. */
  readonly maxIterations?: number;
  /** Virtual seconds after which an execution is inconclusive. Default: 1,000,000. */
  readonly maxTime?: number;
  /** What else is a failure. */
  readonly checks?: readonly Check[];
}

/** What an exploration has come to. */
export type Result =
  | { readonly kind: "passed"; readonly certificate: Certificate }
  | { readonly kind: "failed"; readonly finding: Finding; readonly executions: Executions };

/** Run `body` in one order after the other until one fails, nothing is left to try, or the budget is used up. */
export async function search(body: Spawnable<unknown>, settings: ExploreSettings): Promise<Result> {
  const { level = "env", strategy = auto(), seed = 0, executions: most = 1_000 } = settings;
  const { maxIterations = 10_000, maxTime = 1_000_000, checks = [] } = settings;
  const executions = new Executions(body, { seed, maxIterations, maxTime, checks: new Set(checks) });
  const searching = strategy({ seed, level });
  const tally = { inconclusive: 0, choices: 0 };
  let ended: Certificate["ended"] = "executions";
  while (executions.count < most) {
    const next = searching.next();
    if (next === undefined) {
      ended = "exhausted";
      break;
    }
    const running = executions.run(level, next);
    const verdict = running instanceof Promise ? await running : running;
    searching.ended(verdict);
    tally.choices = Math.max(tally.choices, verdict.taken.length);
    if (verdict.kind === "inconclusive") tally.inconclusive += 1;
    if (hasFailed(verdict)) {
      const finding = await findingOf(executions, level, verdict, { strategy: searching.name, seed });
      return { kind: "failed", finding, executions };
    }
  }
  return { kind: "passed", certificate: certificateOf(searching, level, seed, executions.count, tally, ended) };
}

function hasFailed(verdict: Verdict): verdict is Verdict & { readonly failure: Failure } {
  return verdict.kind === "failed";
}

function certificateOf(
  searching: Search,
  level: Level,
  seed: number,
  executions: number,
  tally: { readonly inconclusive: number; readonly choices: number },
  ended: Certificate["ended"],
): Certificate {
  const conclusive = tally.inconclusive === 0 && tally.choices > 0;
  const claim = conclusive ? searching.claim() : { kind: "none" as const };
  return { level, strategy: searching.name, seed, claim, executions, ...tally, ended };
}

import { describe } from "../core/arguments/describe.ts";
import { objectWith, requireKind } from "../core/arguments/kind.ts";
import { typeError } from "../core/errors/type-error.ts";
import type { Level } from "../core/contracts/level.ts";
import type { Search, SearchStrategy } from "./strategies/search.ts";

/**
 * The search of a strategy that a user has given.
 *
 * @throws {TypeError} If it is no strategy.
 */
export function searchOf(strategy: unknown, seed: number, level: Level): Search {
  const wrong = (got: unknown, hint: string): TypeError =>
    typeError(`strategy must be a search strategy, got ${describe(got)}`, hint);
  if (typeof strategy !== "function") {
    const isForOneRun = typeof strategy === "object" && strategy !== null && "choose" in strategy;
    throw wrong(
      strategy,
      isForOneRun
        ? "that one is for a single run: virtualLoop({ strategy }); here use auto(), random(), exhaustive() …"
        : "use auto(), random(), exhaustive() …",
    );
  }
  const search: unknown = (strategy as SearchStrategy)({ seed, level });
  if (typeof search === "object" && search !== null && "next" in search) {
    requireKind("what the strategy returns", search, aSearch);
    return search as Search;
  }
  const { name } = strategy;
  throw wrong(strategy, typeof search === "function" ? `call it: strategy: ${name}()` : "it must return a Search");
}

const aSearch = objectWith(
  "a Search",
  ["next", "ended", "claim"],
  "write the three methods: next(), ended(executed) and claim()",
);

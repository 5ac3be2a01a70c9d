import type { Probe } from "../../../core/contracts/probe.ts";
import type { Strategy } from "../../../core/contracts/strategy.ts";
import { AccessRecorder } from "../../pairs/access-recorder.ts";
import { PairCoverage } from "../../pairs/pair-coverage.ts";
import { recorded } from "../../pairs/recorded.ts";
import type { Claim, Executed, Search } from "../search.ts";

/** `search`, or one that takes the same orders and notes what they cover. */
export function covered(search: Search): Search {
  return coverageOf(search) === undefined ? new CoveredSearch(search) : search;
}

/** What the executions of `search` have covered, if it takes note of that. */
export function coverageOf(search: Search): PairCoverage | undefined {
  const { coverage } = search as Partial<Pick<CoveredSearch, "coverage">>;
  return coverage instanceof PairCoverage ? coverage : undefined;
}

/** Another search, which takes note of the orders of conflicting accesses that its executions have. */
class CoveredSearch implements Search {
  readonly coverage: PairCoverage = new PairCoverage();
  readonly #search: Search;

  constructor(search: Search) {
    this.#search = search;
  }

  get name(): string {
    return this.#search.name;
  }

  get strongest(): Claim["kind"] {
    return this.#search.strongest ?? "proof";
  }

  next(): (Strategy & Probe) | undefined {
    const strategy = this.#search.next();
    this.coverage.begin();
    return strategy === undefined ? undefined : recorded(strategy, new AccessRecorder(this.coverage));
  }

  ended(executed: Executed): void {
    this.coverage.ended(executed.taken);
    this.#search.ended(executed);
  }

  claim(): Claim {
    return this.#search.claim();
  }
}

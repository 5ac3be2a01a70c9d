import { joinPart } from "../../pairs/covered-part.ts";
import type { PairCoverage } from "../../pairs/pair-coverage.ts";
import { mostReached } from "../../strategies/coverage-guided/coverage-guided.ts";
import type { Claim } from "../../strategies/search.ts";
import type { Plan } from "../plan.ts";
import type { Slice, SliceResult } from "../slice.ts";

/** Slices of another plan that say what they cover. Results are joined in the order of the slices, so that every number of workers covers the same. */
export class CoveredPlan implements Plan {
  readonly #plan: Plan;
  readonly #coverage: PairCoverage;
  readonly #reached: (readonly number[])[];

  /**
   * @param coverage - What the whole search has covered so far, and what the results of slices are added to.
   * @param reached - What executions chose that have reached something new, the latest last, to which others are added.
   */
  constructor(plan: Plan, coverage: PairCoverage, reached: (readonly number[])[]) {
    this.#plan = plan;
    this.#coverage = coverage;
    this.#reached = reached;
  }

  get name(): string {
    return this.#plan.name;
  }

  get most(): number {
    return this.#plan.most;
  }

  get exhausted(): boolean {
    return this.#plan.exhausted;
  }

  next(): Slice | undefined {
    const slice = this.#plan.next();
    return slice && { ...slice, covers: true };
  }

  /** The other plan learns of those executions that have reached what the whole search had not, and of those that have not passed. */
  committed(slice: Slice, result: SliceResult, executions: number): void {
    const { covered, reached = [] } = result;
    const isNew = covered === undefined ? [] : joinPart(this.#coverage, covered);
    const news = reached.filter(({ schedule }, number) => schedule === undefined || isNew[number]);
    for (const [number, { taken }] of reached.entries()) if (isNew[number] === true) this.#reached.push(taken);
    this.#reached.splice(0, this.#reached.length - mostReached);
    this.#plan.committed(slice, { ...result, reached: news }, executions);
  }

  claim(): Claim {
    return this.#plan.claim();
  }
}

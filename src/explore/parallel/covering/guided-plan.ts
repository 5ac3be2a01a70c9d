import { type CoveredPart, coveredPart } from "../../pairs/covered-part.ts";
import type { PairCoverage } from "../../pairs/pair-coverage.ts";
import { sampleOf } from "../../strategies/independent-runs.ts";
import type { Claim } from "../../strategies/search.ts";
import { sliceNumber, sliceSeed } from "../draw-plan.ts";
import type { Plan, PlanSettings } from "../plan.ts";
import type { GuidedSlice, Slice, SliceResult } from "../slice.ts";

/**
 * Slices of `coverageGuided()`, in generations: all slices of one begin with what the search knew at the end of the generation before, and
 * learn by themselves from then on. So what they do does not depend on who is faster. Generations grow, since late ones learn little.
 */
export class GuidedPlan implements Plan {
  readonly name = "guided";
  readonly most: number = Infinity; // slices end it
  readonly exhausted: boolean = false; // draws have no end
  readonly #settings: PlanSettings;
  readonly #coverage: PairCoverage;
  readonly #reached: readonly (readonly number[])[];
  #made = 0;
  #underWay = 0;
  #generation = 0;
  /** Slices of this generation that are not made yet, and what all of its slices begin with. */
  #left = 0;
  #known: Pick<GuidedSlice, "known" | "reached"> | undefined = undefined;
  /** Passing executions that were drawn independently of the others. */
  #drawn = 0;

  /**
   * @param coverage - What the search has covered so far.
   * @param reached - What executions chose that have reached something new, the latest last.
   */
  constructor(settings: PlanSettings, coverage: PairCoverage, reached: readonly (readonly number[])[]) {
    this.#settings = settings;
    this.#coverage = coverage;
    this.#reached = reached;
  }

  next(): GuidedSlice | undefined {
    const { seed, executions, shard } = this.#settings;
    const left = executions - this.#made * guidedOfSlice;
    if (left <= 0) return undefined;
    if (this.#left === 0) {
      if (this.#underWay > 0) return undefined;
      this.#known = { known: knownPart(this.#coverage), reached: [...this.#reached] };
      this.#left = Math.min(mostOfGeneration, 2 ** ++this.#generation);
    }
    this.#left -= 1;
    this.#underWay += 1;
    const position = this.#made++;
    const number = sliceNumber(shard, position);
    return {
      kind: "guided",
      position,
      before: number * guidedOfSlice,
      seed: sliceSeed(seed, number),
      executions: Math.min(guidedOfSlice, left),
      ...(this.#known as Pick<GuidedSlice, "known" | "reached">),
    };
  }

  committed(_: Slice, { drawn = 0 }: SliceResult): void {
    this.#underWay -= 1;
    this.#drawn += drawn;
  }

  claim(): Claim {
    return sampleOf(this.#drawn);
  }
}

/** Executions of one slice: every other one is drawn, which makes as many as in a slice of draws. */
export const guidedOfSlice = 200;

/** Slices of the largest generation: as many as a queue has under way. */
const mostOfGeneration = 64;

/** All that `coverage` knows, but for the executions by which orders are named: they are known already. */
function knownPart(coverage: PairCoverage): CoveredPart {
  return { ...coveredPart(coverage, [coverage.orders]), witnesses: [] };
}

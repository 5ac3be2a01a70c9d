import { RollingHash } from "../rolling-hash.ts";
import { sampleOf } from "../strategies/independent-runs.ts";
import { strategyNamed } from "../strategies/strategy-named.ts";
import type { Claim } from "../strategies/search.ts";
import type { Plan, PlanSettings } from "./plan.ts";
import type { Shard } from "../shard.ts";
import type { DrawSlice, Slice, SliceResult } from "./slice.ts";

/**
 * Slices of a strategy that draws. Slice number k draws with a seed of its own, made of the seed of the search and k: what it does is
 * the same alone and among others.
 */
export class DrawPlan implements Plan {
  readonly name: string;
  readonly most: number = Infinity; // slices end it
  readonly exhausted: boolean = false; // draws have no end
  readonly #strategy: string;
  readonly #settings: PlanSettings;
  #made = 0;
  /** Passing executions so far, each drawn independently of the others. */
  #passed = 0;
  /** The chance that all executions so far have missed a bug of the depth, for `pct`. */
  #missed: SliceResult["missed"] = undefined;

  constructor(strategy: string, settings: PlanSettings) {
    this.#strategy = strategy;
    this.#settings = settings;
    this.name = strategyNamed(strategy)({ seed: settings.seed, level: "env" }).name;
  }

  next(): DrawSlice | undefined {
    const { seed, executions, shard } = this.#settings;
    const left = executions - this.#made * drawsOfSlice;
    if (left <= 0) return undefined;
    const position = this.#made++;
    const number = sliceNumber(shard, position);
    return {
      kind: "draws",
      position,
      before: number * drawsOfSlice,
      strategy: this.#strategy,
      seed: sliceSeed(seed, number),
      executions: Math.min(drawsOfSlice, left),
    };
  }

  committed(_: Slice, { passed, missed }: SliceResult, executions: number): void {
    this.#passed += Math.min(passed, executions);
    if (missed === undefined) return;
    this.#missed = { depth: missed.depth, probability: (this.#missed?.probability ?? 1) * missed.probability };
  }

  claim(): Claim {
    if (this.#missed !== undefined) {
      return { kind: "pct", depth: this.#missed.depth, missProbability: this.#missed.probability };
    }
    return this.#strategy.startsWith("pct") ? { kind: "none" } : sampleOf(this.#passed);
  }
}

/** Executions of one slice: much more than its message costs, and seldom more than a second. */
export const drawsOfSlice = 100;

/** How many of the executions of a search are those of a shard. @param size - Executions of one slice */
export function executionsOfShard(shard: Shard | undefined, executions: number, size: number): number {
  if (shard === undefined || executions === Infinity) return executions;
  const rounds = Math.floor(executions / (size * shard.count));
  const rest = executions - sliceNumber(shard, rounds) * size;
  return rounds * size + Math.max(0, Math.min(size, rest));
}

/** The number of a slice in the whole search, by its number in the shard: the slices go round among the shards. */
export function sliceNumber(shard: Shard | undefined, number: number): number {
  return shard === undefined ? number : number * shard.count + shard.index - 1;
}

/** The seed of a slice. The first slice has the seed of the search, and does what a search without slices begins with. */
export function sliceSeed(seed: number, number: number): number {
  if (number === 0) return seed;
  const hash = new RollingHash();
  hash.add(`slice ${number} of ${seed}`);
  return Number.parseInt(hash.digest().slice(0, 8), 16);
}

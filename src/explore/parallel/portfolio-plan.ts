import type { Claim } from "../strategies/search.ts";
import { DrawPlan, drawsOfSlice, sliceNumber, sliceSeed } from "./draw-plan.ts";
import { OrderPlan } from "./order-plan.ts";
import type { Plan, PlanSettings } from "./plan.ts";
import type { DrawSlice, Slice, SliceResult } from "./slice.ts";

/**
 * Slices of `auto()`: those of a search by delays at even positions, draws of four strategies in turn at odd ones. Draws go on while the
 * search by delays waits for results, so that no worker is idle.
 */
export class PortfolioPlan implements Plan {
  readonly most: number;
  readonly #settings: PlanSettings;
  readonly #orders: OrderPlan;
  readonly #draws: readonly DrawPlan[];
  readonly #used = new Set<string>();
  /** Slices at even positions, and at odd ones. */
  #even = 0;
  #odd = 0;

  constructor(settings: PlanSettings) {
    this.#settings = settings;
    this.#orders = new OrderPlan("delays", Infinity, settings);
    this.#draws = drawing.map((strategy) => new DrawPlan(strategy, settings));
    this.most = this.#orders.most;
  }

  /** `auto(delays(1), random)`: the number of delays that it has completed, and the strategies that had their turn. */
  get name(): string {
    return `auto(${[`delays(${Math.max(0, this.#orders.delays)})`, ...this.#used].join(", ")})`;
  }

  get exhausted(): boolean {
    return this.#orders.claim().kind === "proof";
  }

  next(): Slice | undefined {
    if (this.#even <= this.#odd) {
      const orders = this.#orders.next();
      if (orders !== undefined) return { ...orders, position: 2 * this.#even++ };
      // All orders were run, and prove nothing: draws take their place.
      if (this.#orders.exhausted) return this.#draw(2 * this.#even, instead + this.#even++);
    }
    if (this.#odd - this.#even >= mostAhead || this.#odd * drawsOfSlice >= this.#settings.executions) return undefined;
    return this.#draw(2 * this.#odd + 1, this.#odd++);
  }

  #draw(position: number, made: number): DrawSlice {
    const { seed, executions, shard } = this.#settings;
    return {
      kind: "draws",
      position,
      strategy: drawing[made % drawing.length] as string,
      seed: sliceSeed(seed, sliceNumber(shard, made)),
      executions: Math.min(drawsOfSlice, executions),
    };
  }

  committed(slice: Slice, result: SliceResult, executions: number): void {
    if (slice.kind !== "draws") return this.#orders.committed(slice, result);
    const plan = this.#draws[drawing.indexOf(slice.strategy)] as DrawPlan;
    plan.committed(slice, result, executions);
    this.#used.add(plan.name);
  }

  claim(): Claim {
    const ordered = this.#orders.claim();
    if (ordered.kind === "proof" || (ordered.kind !== "none" && this.#orders.delays > 0)) return ordered;
    return (this.#draws[0] as DrawPlan).claim();
  }
}

/** The strategies that draw, as they are typed. */
const drawing: readonly string[] = ["random", "urw", "pos", "pct:3"];

/** Slices of draws that may be made before their turn: what is made in vain is lost. */
const mostAhead = 64;

/** Numbers of draws that take the place of orders. */
const instead = 1_000_000_000;

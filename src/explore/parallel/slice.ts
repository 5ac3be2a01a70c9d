import type { Probe } from "../../core/contracts/probe.ts";
import type { Strategy } from "../../core/contracts/strategy.ts";
import type { Verdict } from "../execution/executions.ts";
import type { CoveredPart } from "../pairs/covered-part.ts";

/**
 * A part of a search that any worker can run: what comes out depends on the slice and the program only. Data that survives JSON, so
 * that a slice can go to another thread or machine.
 */
export type Slice = DrawSlice | GuidedSlice | OrderSlice | ScheduleSlice;

interface AnySlice {
  /** Its place in the search, from 0. Results count in this order, whichever comes first. */
  readonly position: number;
  /** Executions of the whole search before it, shards of others included; undefined if only the results before it tell. */
  readonly before?: number | undefined;
  /** Whether the result says what executions have reached. */
  readonly covers?: boolean | undefined;
}

/** One execution for each of a list of schedules. */
export interface ScheduleSlice extends AnySlice {
  readonly kind: "schedules";
  readonly schedules: readonly string[];
}

/** Executions by a strategy that draws. */
export interface DrawSlice extends AnySlice {
  readonly kind: "draws";
  /** The strategy as it is typed: `pct:3`. */
  readonly strategy: string;
  /** Seed of the draws. */
  readonly seed: number;
  readonly executions: number;
}

/** Executions every other one of which aims at what was never tried. */
export interface GuidedSlice extends AnySlice {
  readonly kind: "guided";
  readonly seed: number;
  readonly executions: number;
  /** What the search has covered before. */
  readonly known: CoveredPart;
  /** What executions chose that have reached something new, the latest last. */
  readonly reached: readonly (readonly number[])[];
}

/** One execution for each of a list of orders. */
export interface OrderSlice extends AnySlice {
  readonly kind: "orders";
  /** The deviations of each order from the default, as `choice point, alternative, number of alternatives`, one after the other. */
  readonly orders: readonly (readonly number[])[];
  /** Choice points before the fair part of an execution; undefined: no limit. */
  readonly limit: number | undefined;
  /** Which of the orders belong to this shard, if some are run for what they lead to only. */
  readonly counted: readonly boolean[] | undefined;
}

/** What has come of a slice, as data that survives JSON. */
export interface SliceResult {
  /** Executions, up to the first that failed. */
  readonly executions: number;
  readonly passed: number;
  readonly inconclusive: number;
  /** The most choice points of an execution. */
  readonly choices: number;
  /** The first execution that failed: how many came before it in the slice, and the alternatives it took. */
  readonly failed?: { readonly before: number; readonly taken: readonly number[] } | undefined;
  /** What a slice of draws found out about the chance to miss a bug: the probability, and the depth. */
  readonly missed?: { readonly depth: number; readonly probability: number } | undefined;
  /** How many passing executions of a slice that is guided were drawn independently of the others. */
  readonly drawn?: number | undefined;
  /** For each order: how many alternatives each choice point after its last deviation had. */
  readonly counts?: readonly (readonly number[])[] | undefined;
  /** Whether an execution was longer than the explored part. */
  readonly cut?: boolean | undefined;
  /** Whether the same choices have led to something else. */
  readonly strayed?: boolean | undefined;
  /** The `OutcomeHash` of the executions that count. */
  readonly outcomes: string;
  /** The executions that were the first of the slice to reach something, or have not passed, if the slice covers. */
  readonly reached?: readonly Reached[] | undefined;
  /** What the slice has covered, if it covers: of each execution that has reached something, what it was the first to show. */
  readonly covered?: CoveredPart | undefined;
  /** The hash of the default order, run after the slice: the same on every thread and machine. */
  readonly hash: string;
  /** Whether time could have passed an outstanding call once more, and was not let. */
  readonly heldTime: boolean;
  /** The values of `within` that kept time from passing a call. */
  readonly within: readonly number[];
  /** How often each fault was chosen; undefined if nothing was met that fails in the real world. */
  readonly faults?: readonly (readonly [name: string, count: number])[] | undefined;
}

/** The executions of one slice. */
export interface SliceRuns {
  /** The strategy of the next execution; undefined if the slice is done. @param executions - How many there were */
  next(executions: number): (Strategy & Probe) | undefined;
  ended(verdict: Verdict): void;
  /** What has come of them, beside the numbers. */
  found(): Pick<SliceResult, "missed" | "drawn" | "counts" | "cut" | "strayed" | "reached" | "covered">;
}

/** An execution that was the first of its slice to reach something, or has not passed. */
export interface Reached {
  /** How many executions of the slice came before it. */
  readonly before: number;
  /** The schedule; undefined if the execution has not passed. */
  readonly schedule: string | undefined;
  /** The alternative taken at each choice point. */
  readonly taken: readonly number[];
}

/** Runs slices, in threads or on other machines. */
export interface SliceRunner {
  /** How many slices are worth having under way. */
  readonly room: number;
  /**
   * Run a slice.
   *
   * @throws what makes the program unfit for a search
   */
  run(slice: Slice): Promise<SliceResult>;
  /** What the progress line says about those who run slices: `"2 workers"`. */
  readonly who: string;
}

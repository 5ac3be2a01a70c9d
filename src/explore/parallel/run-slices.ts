import { thisHost } from "../../host/this-host.ts";
import type { Budget } from "../budget.ts";
import type { Certificate } from "../claims/certificate.ts";
import { addCounts } from "../execution/add-counts.ts";
import { OutcomeHash } from "../execution/outcome-hash.ts";
import { NondeterminismError } from "../self-checks/nondeterminism-error.ts";
import type { Plan } from "./plan.ts";
import type { Slice, SliceResult, SliceRunner } from "./slice.ts";

/**
 * Run the slices of a plan, as many at a time as the runner has room for, until one fails, nothing is left, or the budget is used up.
 * Results count in the order of their positions, so that the same execution is found whoever is faster.
 *
 * @param hash - The hash of the default order: that of every slice must be the same.
 * @param counted - Called with what the slices so far have come to, after each.
 * @throws {NondeterminismError} If the default order differs in a slice.
 * @throws what makes the program unfit for a search
 */
export async function runSlices(
  plan: Plan,
  runner: SliceRunner,
  budget: Budget,
  hash: string,
  counted: (tally: SliceTally) => void,
): Promise<SliceTally> {
  const tally: Mutable<SliceTally> = { ...noSlices, within: new Set(), outcomes: new OutcomeHash() };
  const outcomes = new Map<number, Outcome>();
  let underWay = 0;
  let arrived = (): void => undefined;
  const start = (slice: Slice): void => {
    underWay += 1;
    const over = (outcome: Outcome): void => {
      underWay -= 1;
      outcomes.set(slice.position, outcome);
      arrived();
    };
    runner.run(slice).then(
      (result) => over({ slice, result }),
      (error: unknown) => over({ slice, error }),
    );
  };
  for (;;) {
    while (underWay < runner.room) {
      const slice = plan.next();
      if (slice === undefined) break;
      start(slice);
    }
    const before = tally.slices;
    for (let outcome = outcomes.get(tally.slices); outcome !== undefined; outcome = outcomes.get(tally.slices)) {
      outcomes.delete(tally.slices);
      if (!("result" in outcome)) throw outcome.error;
      requireSame(hash, outcome.result.hash);
      count(tally, plan, outcome);
      counted(tally);
      if (tally.failed !== undefined) return tally;
      tally.ended = plan.exhausted
        ? "exhausted"
        : tally.executions >= plan.most
          ? "executions"
          : budget.spent(tally.executions);
      if (tally.ended !== undefined) return tally;
    }
    tally.ended = budget.spent(tally.executions);
    if (tally.ended !== undefined) return tally;
    if (tally.slices > before) continue; // what has come may make slices
    if (underWay === 0) return { ...tally, ended: plan.exhausted ? "exhausted" : "executions" };
    // Room may have come with the results, or a signal may end the search while slices take their time.
    await new Promise<void>((resolve) => {
      const giveUp = thisHost.afterDelay(betweenLooksMs, resolve);
      arrived = () => {
        giveUp();
        resolve();
      };
    });
    await budget.rest(tally.executions);
  }
}

/** What the slices so far have come to. */
export interface SliceTally {
  /** How many slices count. */
  readonly slices: number;
  readonly executions: number;
  readonly inconclusive: number;
  readonly choices: number;
  readonly ended: Certificate["ended"] | undefined;
  /** The first execution that failed, with its number in the search, from 1. */
  readonly failed: { readonly execution: number; readonly taken: readonly number[] } | undefined;
  readonly outcomes: OutcomeHash;
  readonly heldTime: boolean;
  readonly within: Set<number>;
  readonly faults: Map<string, number> | undefined;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

type Outcome =
  | { readonly slice: Slice; readonly result: SliceResult }
  | { readonly slice: Slice; readonly error: unknown };

const noSlices = {
  slices: 0,
  executions: 0,
  inconclusive: 0,
  choices: 0,
  ended: undefined,
  failed: undefined,
  heldTime: false,
  faults: undefined,
} as const;

/** How long a signal or the clock waits for a look, in milliseconds. */
const betweenLooksMs = 50;

function count(
  tally: Mutable<SliceTally>,
  plan: Plan,
  { slice, result }: Extract<Outcome, { readonly result: object }>,
): void {
  const counted =
    slice.kind === "orders" ? slice.counted?.slice(0, result.executions).filter(Boolean).length : undefined;
  const executions = Math.min(counted ?? result.executions, plan.most - tally.executions);
  plan.committed(slice, result, executions);
  const { failed } = result;
  if (failed !== undefined) {
    tally.failed = { execution: (slice.before ?? tally.executions) + failed.before + 1, taken: failed.taken };
  }
  tally.slices += 1;
  tally.executions += executions;
  tally.inconclusive += result.inconclusive;
  tally.choices = Math.max(tally.choices, result.choices);
  tally.outcomes.join(result.outcomes);
  tally.heldTime ||= result.heldTime;
  for (const seconds of result.within) tally.within.add(seconds);
  if (result.faults !== undefined) tally.faults = addCounts(tally.faults, new Map(result.faults));
}

function requireSame(hash: string, other: string): void {
  if (hash === other) return;
  throw new NondeterminismError(1, [`the default order has the hash ${hash}`, `after a slice of the search, ${other}`]);
}

/** A worker says that an execution failed, and this thread does not. */
export function doesNotRepeat(execution: number): NondeterminismError {
  const steps = [`execution ${execution} failed where it was run`, "the same order passes in this thread"] as const;
  return new NondeterminismError(1, steps);
}

import { anObject, requireKind } from "../../core/arguments/kind.ts";
import type { Level } from "../../core/contracts/level.ts";
import { latenesses, stepCosts } from "../../loop/scheduler/choices.ts";
import type { ConflictPairs } from "../pairs/conflict-pairs.ts";
import type { Claim, Search } from "../strategies/search.ts";
import type { Shard } from "../shard.ts";
import type { Sweep } from "../sweeps/sweep.ts";

/** What an exploration without a finding has covered. */
export interface Certificate {
  readonly level: Level;
  /** The strategies that were used, as `auto(pct(3), …)`. */
  readonly strategy: string;
  readonly seed: number;
  /** The claim; `none` if there was nothing to choose, or too few executions ended. */
  readonly claim: Claim;
  readonly executions: number;
  /** Executions that met a limit: they prove nothing. */
  readonly inconclusive: number;
  /**
   * 16 hexadecimal digits made of what each execution chose and how it ended. The same search has the same hash on every machine, by however
   * many workers, shards or machines of a queue, killed ones included: an execution that is lost or counts twice changes it.
   */
  readonly hash: string;
  /** The most choice points that an execution met; 0 means that there was nothing to explore. */
  readonly choices: number;
  /** Why the search ended. */
  readonly ended: "exhausted" | "executions" | "time" | "memory" | "interrupted";
  /** The times that were varied; at level `jitter` only. */
  readonly jitter?: Jitter | undefined;
  /** How often time was let pass an outstanding call at most, if it could have passed it more often. */
  readonly passes?: number | undefined;
  /** How many seconds simulated calls took at most, as their `within` says, where time could have passed them otherwise. */
  readonly within?: readonly number[] | undefined;
  /**
   * How often the search let something go wrong, by what it was, as schedules write it: 0 times what it could have tried and has not. Empty
   * if the world has no faults. Undefined if the program met nothing that can fail: no network, and no call of `simulate()` with failures.
   */
  readonly faults?: Readonly<Record<string, number>> | undefined;
  /** Awaits of native promises that settled by themselves, which are no choices, if the default order met any. */
  readonly uncontrolled?: Uncontrolled | undefined;
  /** What the body began outside of the loop in the default order and left running, by kind: nobody has seen what it does later. */
  readonly outlived?: readonly Outlived[] | undefined;
  /** Which part of a search this is about, if it was divided among machines. */
  readonly shard?: Shard | undefined;
  /** What sweeps have done at every await, if requested. */
  readonly sweep?: Sweep | undefined;
  /** Which orders of conflicting steps were seen, and which never, if that was asked for. */
  readonly pairs?: ConflictPairs | undefined;
}

/** The kinds of claims. */
export type ClaimKind = Claim["kind"];

/** The kinds of claims, the weakest first. */
export const claims: readonly ClaimKind[] = ["none", "sample", "pct", "bounded-proof", "proof"];

/** @returns a number that is greater for a stronger claim */
export function strengthOf(claim: ClaimKind): number {
  return claims.indexOf(claim);
}

/** What varies at level `jitter`, in seconds; the default of each comes first. */
export interface Jitter {
  /** How late the clock may wake the loop. */
  readonly lateness: readonly number[];
  /** How long a step may take. */
  readonly stepCost: readonly number[];
}

/** Awaits at which a search lets nothing else happen. */
export interface Uncontrolled {
  /** How many awaits the default order met. */
  readonly awaits: number;
  /** Where they stand, as `file:line`. */
  readonly places: readonly string[];
}

/** Operations of one kind that a body left running. */
export interface Outlived {
  /** What they are: `"real timer"`, `"real immediate"`, `"message port"`, `"worker"`, else Node's name. */
  readonly what: string;
  readonly count: number;
  /** Where they began, as `file:line`. */
  readonly places: readonly string[];
}

/** What a search has covered, beside its claim. */
export interface Coverage extends Pick<
  Certificate,
  | "level"
  | "seed"
  | "executions"
  | "inconclusive"
  | "hash"
  | "choices"
  | "ended"
  | "sweep"
  | "passes"
  | "shard"
  | "pairs"
> {
  /** The values of `within` that kept time from passing a call. */
  readonly within: ReadonlySet<number>;
  /** How often each fault was chosen. */
  readonly faultCounts?: ReadonlyMap<string, number> | undefined;
  /** How often the default order met an await that is no choice, by place. */
  readonly awaits?: ReadonlyMap<string, number> | undefined;
  /** What the body left running in the default order. */
  readonly outlived?: readonly Outlived[] | undefined;
}

/** The certificate of a search that found nothing. */
export function certificateOf(
  searching: Pick<Search, "name" | "claim">,
  { awaits, outlived = [], within: limits, faultCounts, ...coverage }: Coverage,
): Certificate {
  const jitter = coverage.level === "jitter" ? { lateness: latenesses, stepCost: stepCosts } : undefined;
  const uncontrolled = awaits === undefined || awaits.size === 0 ? undefined : uncontrolledOf(awaits);
  const claim = boundedBy(boundsOf(uncontrolled, outlived), claimOf(searching, coverage));
  const within = limits.size === 0 ? undefined : [...limits].toSorted((a, b) => a - b);
  const left = outlived.length === 0 ? undefined : outlived;
  const names = [...(faultCounts?.keys() ?? [])].toSorted();
  const faults = faultCounts && Object.fromEntries(names.map((name) => [name, faultCounts.get(name) ?? 0]));
  return { ...coverage, faults, strategy: searching.name, claim, jitter, within, uncontrolled, outlived: left };
}

function uncontrolledOf(awaits: ReadonlyMap<string, number>): Uncontrolled {
  return { awaits: [...awaits.values()].reduce((sum, count) => sum + count), places: [...awaits.keys()] };
}

function boundsOf(uncontrolled: Uncontrolled | undefined, outlived: readonly Outlived[]): string[] {
  const bounds = outlived.map(({ what, count }) => {
    return count === 1 ? `1 ${what} that outlives the body` : `${count} ${what}s that outlive the body`;
  });
  if (uncontrolled === undefined) return bounds;
  const { awaits } = uncontrolled;
  return [`${awaits} ${awaits === 1 ? "await that is no choice" : "awaits that are no choices"}`, ...bounds];
}

/** What is not controlled is not proved. */
function boundedBy(bounds: readonly string[], claim: Claim): Claim {
  if (bounds.length === 0) return claim;
  const bound = bounds.join(", and ");
  if (claim.kind === "proof") return { kind: "bounded-proof", bound };
  return claim.kind === "bounded-proof" ? { kind: "bounded-proof", bound: `${claim.bound}, and ${bound}` } : claim;
}

/** A single order proves nothing, an execution that met a limit might have failed, and a bound of 100 % says nothing. */
function claimOf(
  searching: Pick<Search, "name" | "claim">,
  { choices, inconclusive }: Pick<Coverage, "choices" | "inconclusive">,
): Claim {
  const claim = choices === 0 ? nothing : searching.claim();
  requireKind("what claim() returns", claim, anObject);
  if (inconclusive > 0 && strengthOf(claim.kind) >= strengthOf("bounded-proof")) return nothing;
  return claim.kind === "sample" && claim.failureProbability >= 1 ? nothing : claim;
}

const nothing: Claim = { kind: "none" };

/** The text about a program that has only one order. */
export function noChoices(level: Level): string {
  const other = level === "env" ? "try `jitter` or `simulate(…)`" : "try `simulate(…)`";
  return `no choices at \`${level}\`; ${level === "fifo" ? "try `env`" : other}`;
}

import type { Level } from "../../core/contracts/level.ts";
import { latenesses, stepCosts } from "../../loop/scheduler/choices.ts";
import type { Claim, Search } from "../strategies/search.ts";
import type { Sweep } from "../sweeps/sweep.ts";

/** What an exploration that found nothing has covered. */
export interface Certificate {
  readonly level: Level;
  /** The strategies that were used, as `auto(pct(3), …)`. */
  readonly strategy: string;
  readonly seed: number;
  /** What is claimed; `none` if there was nothing to choose, or too little came to an end. */
  readonly claim: Claim;
  readonly executions: number;
  /** Executions that met a limit: they prove nothing. */
  readonly inconclusive: number;
  /** The most choice points that an execution met; 0 means that there was nothing to explore. */
  readonly choices: number;
  /** Why the search ended. */
  readonly ended: "exhausted" | "executions" | "time" | "memory" | "interrupted";
  /** What was varied, at level `jitter` only. */
  readonly jitter?: Jitter | undefined;
  /** What sweeps have done at every await, if they were asked for. */
  readonly sweep?: Sweep | undefined;
}

/** What can be claimed, by its name. */
export type ClaimKind = Claim["kind"];

/** What can be claimed, the weakest first. */
export const claims: readonly ClaimKind[] = ["none", "sample", "pct", "bounded-proof", "proof"];

/** @returns a number that is greater for a stronger claim */
export function strengthOf(claim: ClaimKind): number {
  return claims.indexOf(claim);
}

/** What varies at level `jitter`, in seconds; the default of each comes first. */
export interface Jitter {
  /** By how much the clock may wake the loop late. */
  readonly lateness: readonly number[];
  /** What a step may take. */
  readonly stepCost: readonly number[];
}

/** What a search has come to, beside its claim. */
export type Coverage = Pick<
  Certificate,
  "level" | "seed" | "executions" | "inconclusive" | "choices" | "ended" | "sweep"
>;

/** The certificate of a search that found nothing. */
export function certificateOf(searching: Search, coverage: Coverage): Certificate {
  const jitter = coverage.level === "jitter" ? { lateness: latenesses, stepCost: stepCosts } : undefined;
  return { ...coverage, strategy: searching.name, claim: claimOf(searching, coverage), jitter };
}

/** One order is no proof, one that met a limit may have failed, and a bound of 100 % says nothing. */
function claimOf(searching: Search, { choices, inconclusive }: Coverage): Claim {
  const claim = choices === 0 ? nothing : searching.claim();
  if (inconclusive > 0 && strengthOf(claim.kind) >= strengthOf("bounded-proof")) return nothing;
  return claim.kind === "sample" && claim.failureProbability >= 1 ? nothing : claim;
}

const nothing: Claim = { kind: "none" };

/** What to say of a program that has one order only. */
export function noChoices(level: Level): string {
  const other = level === "env" ? "try `jitter` or `simulate(…)`" : "try `simulate(…)`";
  return `no choices at \`${level}\`; ${level === "fifo" ? "try `env`" : other}`;
}

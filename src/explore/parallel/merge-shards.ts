import { ValueError } from "../../core/errors/value-error.ts";
import type { Certificate } from "../claims/certificate.ts";
import { OutcomeHash } from "../execution/outcome-hash.ts";
import type { ConflictPairs } from "../pairs/conflict-pairs.ts";
import { mergePairs } from "../pairs/merge-pairs.ts";
import type { Shard } from "../shard.ts";
import type { Claim } from "../strategies/search.ts";

/**
 * Join what the shards of a search have found. A failure of one is the failure of all, the one with the lowest number first. A claim is the
 * weakest of all shards, and without one of the shards there is no proof.
 *
 * @throws {ValueError} If the shards are not parts of one search, or one comes twice.
 */
export function mergeShards(outcomes: readonly ShardOutcome[]): MergedSearch {
  const [first] = outcomes;
  if (first === undefined) throw new ValueError("No shards to merge", "pass the result of each");
  for (const outcome of outcomes) requireSameSearch(first, outcome);
  const byIndex = new Map<number, ShardOutcome>();
  for (const outcome of outcomes) {
    const { index } = outcome.shard;
    const other = byIndex.get(index);
    if (other !== undefined) {
      throw new ValueError(`Shard ${index} comes twice: ${other.from} and ${outcome.from}`, "pass each shard once");
    }
    byIndex.set(index, outcome);
  }
  const { count } = first.shard;
  const missing = Array.from({ length: count }, (_, i) => i + 1).filter((index) => !byIndex.has(index));
  const inOrder = [...byIndex.values()].toSorted((one, other) => one.shard.index - other.shard.index);
  const failures = inOrder.filter(({ kind }) => kind === "failed");
  const [failure] = failures.toSorted((one, other) => (one.execution ?? 0) - (other.execution ?? 0));
  if (failure !== undefined) {
    return { kind: "failed", count, missing, shard: failure.shard.index, report: failure.report ?? "" };
  }
  const certificates = inOrder.flatMap(({ certificate }) => certificate ?? []);
  const shards = missing.length === 0 ? undefined : inOrder.map(({ shard }) => shard.index);
  return { kind: "passed", count, missing, certificate: joined(certificates, shards) };
}

/** What one shard has printed. */
export interface ShardOutcome {
  readonly kind: "passed" | "failed";
  /** Where it comes from, for messages. */
  readonly from: string;
  /** The hash of the program and of the version of timeloom. */
  readonly program: string;
  readonly shard: Shard;
  readonly seed?: number | undefined;
  readonly level?: string | undefined;
  readonly certificate?: Certificate | undefined;
  readonly execution?: number | undefined;
  readonly report?: string | undefined;
}

/** What all shards have found. */
export type MergedSearch = {
  readonly count: number;
  /** The shards that are not there. */
  readonly missing: readonly number[];
} & (
  | { readonly kind: "passed"; readonly certificate: Certificate }
  | { readonly kind: "failed"; readonly shard: number; readonly report: string }
);

function requireSameSearch(first: ShardOutcome, other: ShardOutcome): void {
  const differ = (what: string, one: number | string = "unknown", two: number | string = "unknown"): void => {
    if (one === two) return;
    throw new ValueError(
      `The shards are of different searches: ${what} is ${one} in ${first.from}, and ${two} in ${other.from}`,
      "run all shards on one commit, with one version of timeloom and the same options",
    );
  };
  differ("the number of shards", first.shard.count, other.shard.count);
  differ("the hash of the program and of timeloom", first.program, other.program);
  differ("the seed", seedOf(first), seedOf(other));
  if (first.kind === "passed" && other.kind === "passed") {
    differ("the level", first.certificate?.level, other.certificate?.level);
    const [one, two] = [first, other].map(({ certificate }) =>
      certificate?.pairs === undefined ? "not counted" : "counted",
    );
    differ("coverage", one, two);
    const kinds = [first, other].map(({ certificate }) => certificate?.strategy.split(/[ (,]/)[0]);
    differ("the strategy", kinds[0], kinds[1]);
  }
}

function seedOf({ seed, certificate }: ShardOutcome): number | undefined {
  return seed ?? certificate?.seed;
}

/** @param shards - The numbers of the shards, if others are missing. */
function joined(certificates: readonly Certificate[], shards: readonly number[] | undefined): Certificate {
  const [first] = certificates as [Certificate];
  const sum = (value: (certificate: Certificate) => number): number =>
    certificates.reduce((total, certificate) => total + value(certificate), 0);
  const claim = claimOf(certificates.map((certificate) => certificate.claim));
  const proves = claim.kind === "proof" || claim.kind === "bounded-proof";
  const used = [...new Set(certificates.map(({ strategy }) => strategy))];
  return {
    ...first,
    strategy: used.join(" and "),
    executions: sum(({ executions }) => executions),
    inconclusive: sum(({ inconclusive }) => inconclusive),
    hash: hashOf(certificates),
    choices: Math.max(...certificates.map(({ choices }) => choices)),
    ended: certificates.find(({ ended }) => ended !== "exhausted")?.ended ?? "exhausted",
    claim: proves && shards !== undefined ? { kind: "none" } : claim,
    passes: certificates.find(({ passes }) => passes !== undefined)?.passes,
    within: unionOf(certificates.map(({ within }) => within)),
    faults: faultsOf(certificates),
    pairs: pairsOf(certificates, shards),
    shard: undefined,
  };
}

/** What can be claimed of all, if each of the claims holds for its part. */
function claimOf(claims: readonly Claim[]): Claim {
  const all = <K extends Claim["kind"]>(kind: K): Extract<Claim, { readonly kind: K }>[] =>
    claims.filter((claim): claim is Extract<Claim, { readonly kind: K }> => claim.kind === kind);
  const proofs = all("proof");
  const bounded = all("bounded-proof");
  if (proofs.length === claims.length) return { kind: "proof" };
  if (proofs.length + bounded.length === claims.length) {
    const bounds = [...new Set(bounded.map(({ bound }) => bound))].toSorted((a, b) =>
      a.localeCompare(b, "en", { numeric: true }),
    );
    return { kind: "bounded-proof", bound: bounds[0] ?? "" }; // fewer delays bound more
  }
  const [pct] = all("pct");
  if (pct !== undefined && all("pct").length === claims.length) {
    return { ...pct, missProbability: all("pct").reduce((missed, { missProbability }) => missed * missProbability, 1) };
  }
  const samples = all("sample");
  // Each shard that drew has passed 3/p executions; what others have run is no part of the sample.
  const passed = samples.reduce((sum, { failureProbability }) => sum + 3 / failureProbability, 0);
  return passed === 0 ? { kind: "none" } : { kind: "sample", failureProbability: Math.min(1, 3 / passed) };
}

function pairsOf(
  certificates: readonly Certificate[],
  shards: readonly number[] | undefined,
): ConflictPairs | undefined {
  const pairs = certificates.flatMap((certificate) => certificate.pairs ?? []);
  if (pairs.length === 0) return undefined;
  const isCut = pairs.some((each) => each.isCut);
  return mergePairs(
    pairs.flatMap(({ part }) => part ?? []),
    isCut,
    shards,
  );
}

function hashOf(certificates: readonly Certificate[]): string {
  const all = new OutcomeHash();
  for (const { hash } of certificates) all.join(hash);
  return all.digest();
}

function unionOf(lists: readonly (readonly number[] | undefined)[]): readonly number[] | undefined {
  const all = new Set(lists.flatMap((list) => list ?? []));
  return all.size === 0 ? undefined : [...all].toSorted((a, b) => a - b);
}

function faultsOf(certificates: readonly Certificate[]): Readonly<Record<string, number>> | undefined {
  const counts = new Map<string, number>();
  let isMet = false;
  for (const { faults } of certificates) {
    if (faults !== undefined) isMet = true;
    for (const [name, count] of Object.entries(faults ?? {})) counts.set(name, (counts.get(name) ?? 0) + count);
  }
  const names = [...counts.keys()].toSorted();
  return isMet ? Object.fromEntries(names.map((name) => [name, counts.get(name) ?? 0])) : undefined;
}

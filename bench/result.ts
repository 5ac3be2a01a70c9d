import type { Measurement } from "./measure.ts";
import type { Comparison, Row, Subject, Target } from "./rows.ts";

/** What all rounds say about one subject. */
export interface Result {
  readonly row: string;
  readonly subject: string;
  readonly unit: string;
  /** One value per round. */
  readonly values: readonly number[];
  readonly median: number | null;
  /** Why there is no median. */
  readonly missing: string | null;
  readonly comparisons: readonly Verdict[];
}

/** A comparison carried out. */
export interface Verdict {
  readonly as: Comparison["as"];
  readonly peer: string | null;
  /** Ratio of the medians, or the median itself. */
  readonly ratio: number | null;
  readonly target: string | null;
  readonly holds: boolean | null;
}

/** The results of one row, from the measurements of each of its subjects. */
export function resultsOf(
  row: Row,
  measured: ReadonlyMap<Subject, readonly Measurement[]>,
  nodeMajor: number,
): readonly Result[] {
  const medians = new Map<string, number>();
  for (const subject of row.subjects) {
    const middle = median(valuesOf(measured.get(subject)));
    if (middle !== null) medians.set(subject.name, middle);
  }
  return row.subjects.map((subject) => ({
    row: row.name,
    subject: subject.name,
    unit: row.unit.symbol,
    values: valuesOf(measured.get(subject)),
    median: medians.get(subject.name) ?? null,
    missing: medians.has(subject.name) ? null : whyMissing(measured.get(subject)),
    comparisons: subject.comparisons.map((comparison) => judge(row, subject, comparison, medians, nodeMajor)),
  }));
}

/** The middle value; of an even number of values, the mean of the two in the middle. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

function valuesOf(measurements: readonly Measurement[] = []): readonly number[] {
  if (measurements.some((measurement) => "failed" in measurement)) return [];
  return measurements.flatMap((measurement) => ("value" in measurement ? [measurement.value] : []));
}

function whyMissing(measurements: readonly Measurement[] = []): string {
  for (const measurement of measurements) {
    if ("failed" in measurement) return `failed: ${measurement.failed}`;
    if ("unavailable" in measurement) return `n/a: ${measurement.unavailable}`;
  }
  return "not measured";
}

function judge(
  row: Row,
  subject: Subject,
  { as, peer, target }: Comparison,
  medians: ReadonlyMap<string, number>,
  nodeMajor: number,
): Verdict {
  const own = medians.get(subject.name);
  const other = peer === undefined ? 1 : medians.get(peer);
  const bound = target === undefined ? null : boundOf(target, nodeMajor);
  let ratio: number | null = null;
  if (own !== undefined && other !== undefined) {
    const isInverse = as === "speed" && !row.unit.rising;
    ratio = isInverse ? other / own : own / other;
  }
  return {
    as,
    peer: peer ?? null,
    ratio,
    target: target === undefined ? null : `${target.relation} ${bound?.toLocaleString("en") ?? ""}`,
    holds: target === undefined || ratio === null || bound === null ? null : relations[target.relation](ratio, bound),
  };
}

function boundOf({ bound }: Target, nodeMajor: number): number {
  return typeof bound === "number" ? bound : bound(nodeMajor);
}

const relations: Record<Target["relation"], (ratio: number, bound: number) => boolean> = {
  "<": (ratio, bound) => ratio < bound,
  "<=": (ratio, bound) => ratio <= bound,
  ">": (ratio, bound) => ratio > bound,
  ">=": (ratio, bound) => ratio >= bound,
};

import type { Measurement } from "./measure.ts";
import type { Comparison, Row, Subject, Target, Unit } from "./workload.ts";

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
  /** The same of the best round of each: on a busy machine the steadier figure. */
  readonly best: number | null;
  readonly target: string | null;
  /** Whether `ratio` meets the target. */
  readonly holds: boolean | null;
}

/** The results of one row, from the measurements of each of its subjects. */
export function resultsOf(
  row: Row,
  measured: ReadonlyMap<Subject, readonly Measurement[]>,
  nodeMajor: number,
): readonly Result[] {
  const values = new Map(row.subjects.map((subject) => [subject.name, valuesOf(measured.get(subject))]));
  return row.subjects.map((subject) => {
    const own = values.get(subject.name) ?? [];
    return {
      row: row.name,
      subject: subject.name,
      unit: row.unit.symbol,
      values: own,
      median: median(own),
      missing: own.length > 0 ? null : whyMissing(measured.get(subject)),
      comparisons: subject.comparisons.map((comparison) => {
        const peer = comparison.peer === undefined ? [1] : (values.get(comparison.peer) ?? []);
        return judge(row, comparison, own, peer, nodeMajor);
      }),
    };
  });
}

/** The middle value; of an even number of values, the mean of the two in the middle. */
function median(values: readonly number[]): number | null {
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
  { unit }: Row,
  { as, peer, target }: Comparison,
  own: readonly number[],
  others: readonly number[],
  nodeMajor: number,
): Verdict {
  const isInverse = as === "speed" && !unit.rising;
  const ratioOf = (pick: (values: readonly number[]) => number | null): number | null => {
    const [a, b] = [pick(own), pick(others)];
    if (a === null || b === null) return null;
    return isInverse ? b / a : a / b;
  };
  const ratio = ratioOf(median);
  const verdict = { as, peer: peer ?? null, ratio, best: ratioOf((values) => best(values, unit)) };
  if (target === undefined) return { ...verdict, target: null, holds: null };
  const bound = boundOf(target, nodeMajor);
  return {
    ...verdict,
    target: `${target.relation} ${bound.toLocaleString("en")}`,
    holds: ratio === null ? null : relations[target.relation](ratio, bound),
  };
}

function best(values: readonly number[], { rising }: Unit): number | null {
  if (values.length === 0) return null;
  return rising ? Math.max(...values) : Math.min(...values);
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

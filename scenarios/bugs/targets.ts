import type { Bug } from "./bug.ts";
import { type Measured, quantile } from "./measured.ts";

/** Executions within which `auto()` finds a bug of each tier, in 95 % of its searches. */
const withinTier = { T1: 50, T2: 2_000, T3: 100_000 } as const;
const withinNodeStyle = 20;
/** Deviations that the shrunk schedules of the tiers T1 and T2 have, in the median. */
const mostDeviations = 2;

/** Bugs that nothing finds: measured for a short while, and without a target. */
export const outOfReach: readonly string[] = ["safe-stack"];

/** Executions within which a bug has to be found, if there is a target. */
export function targetOf({ id, tier, style }: Bug): number | undefined {
  if (outOfReach.includes(id)) return undefined;
  return style === "node" ? Math.min(withinNodeStyle, withinTier[tier]) : withinTier[tier];
}

/** What falls short of the targets, one line each. */
export function missedTargets(measured: readonly Measured[]): string[] {
  const deviations = measured
    .filter(({ bug }) => bug.tier !== "T3")
    .flatMap(({ shrunk }) => shrunk.map((one) => one.deviations));
  const median = quantile(deviations, 0.5);
  const missed = measured.flatMap(missedOf);
  if (deviations.length > 0 && median > mostDeviations) {
    missed.push(`shrunk schedules of T1 and T2 have ${median} deviations in the median, not ${mostDeviations}`);
  }
  return missed;
}

function missedOf({ bug, searched, shrunk, twin }: Measured): string[] {
  const missed: string[] = [];
  const target = targetOf(bug);
  const found = searched.find(({ strategy }) => strategy === "auto")?.found;
  if (target !== undefined && found !== undefined && quantile(found, 0.95) > target) {
    missed.push(`${bug.id}: auto needs ${quantile(found, 0.95)} executions (p95), not ${target}`);
  }
  const loose = shrunk.filter(({ reproduced }) => reproduced < 10).length;
  if (loose > 0) missed.push(`${bug.id}: ${loose} of ${shrunk.length} shrunk schedules do not replay`);
  if (twin?.failure !== undefined) missed.push(`${bug.id}: the twin fails: ${twin.failure}`);
  return missed;
}

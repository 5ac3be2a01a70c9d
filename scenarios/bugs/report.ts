import type { Claim } from "timeloom/testing";
import { type Measured, quantile, type Searched } from "./measured.ts";

const widths = { id: 24, searched: 13, shrunk: 22 };

/** The heads of the columns. */
export function heading(strategies: readonly string[]): string {
  const cells = strategies.map((name) => name.padStart(widths.searched));
  return `${"bug".padEnd(widths.id)} tier ${cells.join(" ")}  ${"level  dev  replays".padEnd(widths.shrunk)} twin`;
}

/** One line of the table: executions until found as `median/p95`, the shrunk schedule, and how the twin fared. */
export function lineOf({ bug, searched, shrunk, twin }: Measured): string {
  const cells = searched.map((one) => cell(one).padStart(widths.searched));
  const small =
    shrunk.length === 0
      ? "-"
      : [
          lowest(shrunk.map(({ level }) => level)).padEnd(9),
          String(quantile(shrunk.map(({ deviations }) => deviations), 0.5)).padStart(2), // oxfmt-ignore
          String(quantile(shrunk.map(({ replays }) => replays), 0.5)).padStart(6), // oxfmt-ignore
        ].join(" ");
  const twins = twin === undefined ? "-" : twin.failure === undefined ? survived(twin) : "FAILS";
  const tier = bug.style === "node" ? `${bug.tier}n` : bug.tier;
  return `${bug.id.padEnd(widths.id)} ${tier.padEnd(4)} ${cells.join(" ")}  ${small.padEnd(widths.shrunk)} ${twins}`;
}

/** `6/41`: median and p95; `>1000 (2)` if only two of the searches found it. */
function cell({ found, max }: Searched): string {
  const hits = found.filter((count) => count !== Infinity).length;
  const median = quantile(found, 0.5);
  if (median === Infinity) return hits === 0 ? `>${max}` : `>${max} (${hits})`;
  const late = quantile(found, 0.95);
  return `${median}/${late === Infinity ? `>${max}` : late}`;
}

function lowest(levels: readonly string[]): string {
  return ["fifo", "env", "jitter", "any-order"].find((level) => levels.includes(level)) ?? "";
}

function survived({ executions, inconclusive, claim }: NonNullable<Measured["twin"]>): string {
  const unclear = inconclusive === 0 ? "" : `, ${inconclusive} inconclusive`;
  return `${executions} (${claimText(claim)}${unclear})`;
}

function claimText(claim: Claim): string {
  return claim.kind === "bounded-proof" ? claim.bound : claim.kind;
}

import type { Result, Verdict } from "./result.ts";
import type { Row } from "./workload.ts";

const columns = [16, 12, 16, 31, 9, 9] as const;

/** The table of one row: a line per subject, and one for each further comparison of it. */
export function table(row: Row, results: readonly Result[]): string {
  return [`${row.name}: ${row.title}`, ...results.flatMap(linesOf), ""].join("\n");
}

/** The heads of the columns. */
export const heading: string = line("", "median", "min-max", "ratio", "at best", "target", "ok");

/** A value with its unit, in as many digits as mean something. */
export function formatValue(value: number, unit: string): string {
  return `${formatNumber(value)} ${unit}`;
}

function linesOf(result: Result): string[] {
  const { subject, values, median, missing, unit, comparisons } = result;
  if (median === null) return [`  ${subject.padEnd(columns[0])}  ${firstLine(missing ?? "")}`];
  const spread = `${formatNumber(Math.min(...values))}-${formatNumber(Math.max(...values))}`;
  const [first, ...others] = comparisons.map(cellsOf);
  return [
    line(subject, formatValue(median, unit), spread, ...(first ?? [])),
    ...others.map((cells) => line("", "", "", ...cells)),
  ];
}

function cellsOf({ as, peer, ratio, best, target, holds }: Verdict): string[] {
  const verdict = holds === null ? "?" : holds ? "yes" : "NO";
  return [
    ratioCell(as, peer, ratio),
    best === null ? "" : peer === null ? formatNumber(best) : best.toFixed(2),
    target ?? "",
    target === null ? "" : verdict,
  ];
}

function ratioCell(as: Verdict["as"], peer: string | null, ratio: number | null): string {
  if (peer === null) return "";
  if (ratio === null) return `no ${peer}`;
  return `${ratio.toFixed(2)} x ${as === "cost" ? "time" : "speed"} of ${peer}`;
}

function line(...cells: string[]): string {
  return `  ${columns.map((width, i) => (cells[i] ?? "").padEnd(width)).join("  ")}  ${cells[columns.length] ?? ""}`.trimEnd();
}

function formatNumber(value: number): string {
  const digits = value < 100 ? 1 : 0;
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function firstLine(text: string): string {
  // Node prints the place of an error first; its message is the line that begins with a class.
  const lines = text.split("\n");
  return lines.find((each) => /Error/.test(each)) ?? lines[0] ?? "";
}

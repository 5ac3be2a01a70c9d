import { isDeepStrictEqual } from "node:util";
import type { TraceRecord } from "./program.ts";

/** The lines of common context before the first difference, and of each side from it on. */
const LINES_BEFORE = 5;
const LINES_AFTER = 4;

/** One thing that a record says: an event, the row of a task, or a field with its name. */
type Line = readonly unknown[];

/** Where two records of one program first say different things. */
export interface Divergence {
  readonly expected: readonly Line[];
  readonly actual: readonly Line[];
  /** Index of the first line that differs. */
  readonly at: number;
}

/** The first difference, or undefined if the records are deeply equal. */
export function compare(expected: TraceRecord, actual: TraceRecord): Divergence | undefined {
  if (isDeepStrictEqual(expected, actual)) return undefined;
  const lines = { expected: linesOf(expected), actual: linesOf(actual) };
  let at = 0;
  while (isDeepStrictEqual(lines.expected[at], lines.actual[at])) at++;
  return { ...lines, at };
}

/** The events come first: the state that the loop stopped in follows from them. */
function linesOf({ trace, tasks, ...rest }: TraceRecord): Line[] {
  return [...trace, ...tasks.map((row) => ["task", ...row]), ...Object.entries(rest)];
}

/** The divergence in two columns, under a line that says where it is. */
export function render(id: string, { expected, actual, at }: Divergence, columns = 120): string {
  const from = Math.max(0, at - LINES_BEFORE);
  const to = at + LINES_AFTER;
  const [left, right] = [expected, actual].map((lines) => lines.slice(from, to).map(cellsOf));
  if (left === undefined || right === undefined) return "";
  const widths = [0, 1, 2].map((column) => Math.max(...[...left, ...right].map((cells) => cells[column]?.length ?? 0)));
  const write = (cells: readonly string[] = []): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const half = Math.floor((columns - 5) / 2);
  const rows = [pair(" ", "CPython", "timeloom", half)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const differs = !isDeepStrictEqual(left[index], right[index]);
    rows.push(pair(differs ? ">" : " ", write(left[index]), write(right[index]), half));
  }
  return [`${id} differs ${whereIs(expected, actual, at)}`, ...rows].join("\n");
}

function pair(mark: string, left: string, right: string, width: number): string {
  return `${mark} ${fit(left, width)} | ${fit(right, width)}`.trimEnd();
}

function fit(text: string, width: number): string {
  return text.length <= width ? text.padEnd(width) : `${text.slice(0, width - 1)}…`;
}

function cellsOf(line: Line): string[] {
  const [time, name, event, detail] = line;
  if (typeof time !== "number") return ["", "", String(time), line.slice(1).map(word).join(" ")];
  return [String(time), word(name ?? "loop"), word(event), Array.isArray(detail) ? detail.map(word).join(" ") : ""];
}

/** A plain word needs no quotes. */
function word(value: unknown): string {
  return typeof value === "string" && /^[\w.:-]+$/.test(value) ? value : JSON.stringify(value);
}

/** The body and the ops, from the outermost inwards, that the first difference lies in. */
function whereIs(expected: readonly Line[], actual: readonly Line[], at: number): string {
  const [time, name, event, detail] = expected[at] ?? actual[at] ?? [];
  if (typeof time !== "number") return "in what is left when the loop stops";
  const open = openOps(expected.slice(0, at), name);
  const [pc, op] = Array.isArray(detail) ? detail.map(word) : [];
  if (pc !== undefined && op !== undefined && ["op", "begin"].includes(word(event))) open.push(`${pc} ${op}`);
  return `at event ${at + 1}, in ${[word(name ?? "the loop"), ...open].join(" > ")}`;
}

/** The ops of a body that have begun and not ended. */
function openOps(lines: readonly Line[], body: unknown): string[] {
  const open: string[] = [];
  for (const [, name, event, detail] of lines) {
    if (name !== body || !Array.isArray(detail)) continue;
    const [pc, op] = detail.map(word);
    if (event === "begin") open.push(`${pc} ${op}`);
    else if (open.at(-1) === `${pc} ${op}` && ["end", "raise", "skip"].includes(word(event))) open.pop();
  }
  return open;
}

import type { Recording } from "../../explore/recording/trace.ts";
import { cell, counted, cut, cutFront, seconds, widest, textWidth } from "../text-width.ts";
import { isHostLane } from "../run-lanes.ts";
import type { MarkedSteps } from "./marked-steps.ts";
import { chosenColumns, type Row, rowWindow } from "./row-window.ts";
import { type ShownStep, shownSteps } from "./shown-steps.ts";

/**
 * One column per task, one row per step, from top to bottom in the order in which they ran. Long runs are cut to the steps
 * near the deviations and the failure.
 *
 * @param rows - The most lines, including the head.
 * @param place - The shown form of a `file:line`.
 */
export function timeline(
  recording: Recording,
  pointedOut: MarkedSteps,
  rows: number,
  place: (at: string) => string,
): string[] {
  const { names } = recording;
  const { steps, columns, places, marked } = shownSteps(recording, pointedOut);
  const placeOf = (at: number): string => {
    const known = places.get(at);
    return known === undefined ? "" : cutFront(place(known), widestColumn);
  };
  const timeWidth = Math.max(4, textWidth(steps.map(({ time }) => seconds(time))));
  const placeWidth = textWidth([placeTitle, ...steps.map((_, at) => placeOf(at))]);
  const room = widest - margin - timeWidth - gap.length - placeWidth;
  const inOrder = (found: ReadonlySet<string>): string[] => columns.inOrder(found);
  const { paths, hidden } = chosenColumns(
    steps,
    inOrder,
    marked,
    Math.max(1, Math.floor(room / (narrowest + gap.length))),
  );
  const areAlike = (a: number, b: number): boolean =>
    !marked.overtaken.has(b) && lookOf(a) === lookOf(b) && marked.first.has(a) === marked.first.has(b);
  const lookOf = (at: number): string => {
    const { kind, time, path } = steps[at] as ShownStep;
    return [kind, time, path, textOf(steps[at] as ShownStep, at, marked), placeOf(at)].join("\n");
  };
  const shown = rowWindow(steps, marked, new Set(paths), rows - 3, areAlike);

  const titles = paths.map((path) => names.get(path) ?? (isHostLane(path) ? "" : path));
  const ids = paths.map((path) => (isHostLane(path) ? "" : path));
  const hosts = paths.map((path) => hostHead(columns.hostOf(path)));
  const cells = shown.map((row) => cellsOf(row, steps, paths, marked));
  const needed = paths.map((path, i) => textWidth([hosts, titles, ids, ...cells].map((texts) => texts[i] ?? "")));
  const widths = share(needed, room - gap.length * paths.length);
  const line = (mark: string, time: string, texts: readonly string[], where: string): string =>
    [mark.padEnd(margin) + time.padStart(timeWidth), ...inColumns(texts, widths), where].join(gap).trimEnd();

  const isOnHosts = hosts.some((host) => host !== "");
  const lines = [line("", "time", isOnHosts ? hosts : titles, placeTitle)];
  if (isOnHosts) lines.push(line("", "", titles, ""));
  if (titles.some((title, i) => title !== ids[i])) lines.push(line("", "", ids, ""));
  let last = "";
  shown.forEach((row, i) => {
    if (row.kind === "gap") {
      lines.push(`${" ".repeat(margin)}${"⋮".padStart(timeWidth)}${gap}${counted(row.steps, "step")} left out`);
      return;
    }
    const time = seconds(steps[row.at]?.time ?? 0);
    lines.push(line(markOf(row.at, marked), time === last ? "" : time, cells[i] ?? [], placeOf(row.at)));
    last = time;
  });
  if (hidden.length > 0) {
    lines.push(
      cut(`${" ".repeat(margin)}not shown: ${hidden.map((path) => names.get(path) ?? path).join(", ")}`, widest),
    );
  }
  return lines;
}

/** No column is narrower. */
const narrowest = 14;
/** No column is wider: a longer text says little more. */
const widestColumn = 34;
/** `▶12 `. */
const margin = 4;
const gap = "  ";
/** The head above the places of waits and errors. */
const placeTitle = "→ waits at";

function hostHead(host: string | undefined): string {
  return host === undefined ? "" : `on ${host}`;
}

function cellsOf(row: Row, steps: readonly ShownStep[], paths: readonly string[], marked: MarkedSteps): string[] {
  if (row.kind === "gap") return [];
  const step = steps[row.at];
  const times = row.count === 1 ? "" : ` ×${row.count}`;
  return paths.map((path) => (step && step.column === path ? textOf(step, row.at, marked) + times : ""));
}

function markOf(at: number, { first, overtaken }: MarkedSteps): string {
  const goesFirst = first.get(at);
  if (goesFirst !== undefined) return `▶${goesFirst}`;
  const comesLater = overtaken.get(at);
  return comesLater === undefined ? "" : `▷${comesLater}`;
}

function textOf(step: ShownStep, at: number, { accesses }: MarkedSteps): string {
  const does = accesses.get(at);
  return [...(does === undefined ? [] : [does]), endOf(step)].join(" ");
}

function endOf({ kind, name, outcome, time, text }: ShownStep): string {
  if (kind === "arrival") return text;
  if (kind === "call") return `calls ${name}`;
  if (kind === "timer") return `${name} is due`;
  if (kind === "clock") return `clock moves to ${seconds(time)}`;
  if (kind === "callback") return name;
  if (outcome?.kind === "waits") return `→ ${outcome.what}`;
  if (outcome?.kind === "throws") return `✗ ${outcome.what}`;
  if (outcome?.kind === "cancelled") return "✗ cancelled";
  return outcome?.kind === "returns" ? "returns" : "…";
}

/** The last text of a row may reach into the columns to its right, which are empty: most rows hold one text. */
function inColumns(texts: readonly string[], widths: readonly number[]): string[] {
  const last = texts.findLastIndex((text) => text !== "");
  if (last === -1) return widths.map((width) => cell("", width));
  const room = widths.slice(last).reduce((sum, width) => sum + gap.length + width, -gap.length);
  return [...widths.slice(0, last).map((width, i) => cell(texts[i] ?? "", width)), cell(texts[last] ?? "", room)];
}

/** Widths of at most `all` together. Columns that need little leave the rest to the others. */
function share(needed: readonly number[], all: number): number[] {
  const widths = needed.map(() => 0);
  let left = all;
  const byNeed = needed.map((_, i) => i).toSorted((a, b) => (needed[a] ?? 0) - (needed[b] ?? 0));
  byNeed.forEach((column, position) => {
    const width = Math.min(needed[column] ?? 0, widestColumn, Math.floor(left / (byNeed.length - position)));
    widths[column] = width;
    left -= width;
  });
  return widths;
}

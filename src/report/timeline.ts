import type { Recording, Step } from "../explore/trace.ts";
import { cell, cut, cutFront, lengthOf, seconds, widest } from "./fit.ts";
import { ownerOf } from "./naming.ts";
import { chosenColumns, windowOf } from "./window.ts";

/** What the timeline points out. */
export interface Marked {
  /** Numbers of the deviations that made a step go first, by its index. */
  readonly first: ReadonlyMap<number, number>;
  /** Numbers of the deviations that a step was overtaken by. */
  readonly overtaken: ReadonlyMap<number, number>;
  /** What a step does to watched objects, by its index. */
  readonly accesses: ReadonlyMap<number, string>;
}

/** No column is narrower. */
const narrowest = 14;
/** No column is wider: what is long says little more. */
const widestColumn = 34;
/** `▶12 `. */
const margin = 4;
const gap = "  ";

/**
 * One column per task, one row per step, from top to bottom in the order in which they ran. Long runs are cut to what is
 * near the deviations and the failure.
 *
 * @param rows - Lines at most, the head included.
 * @param place - How a `file:line` is shown.
 */
export function timeline(recording: Recording, marked: Marked, rows: number, place: (at: string) => string): string[] {
  const { steps, names } = recording;
  const times = steps.map((step) => seconds(step.time));
  const timeWidth = Math.max(4, ...times.map(lengthOf));
  const placeOf = (at: number): string => {
    const known = recording.places.get(at);
    return known === undefined ? "" : place(known);
  };
  const left = margin + timeWidth;
  const { paths, hidden } = chosenColumns(steps, marked, Math.floor((widest - left) / (narrowest + gap.length)));
  const shown = windowOf(steps, marked, new Set(paths), rows - 2);
  const placeWidth = Math.min(
    40,
    Math.max(0, ...shown.map((row) => (row.kind === "step" ? lengthOf(placeOf(row.at)) : 0))),
  );
  const texts = new Map(
    shown.flatMap((row) => (row.kind === "step" ? [[row.at, textOf(steps[row.at], row.at, marked)]] : [])),
  );
  const needed = paths.map((path) =>
    Math.max(
      lengthOf(names.get(path) ?? path),
      lengthOf(path),
      ...[...texts].map(([at, text]) => (columnOf(steps[at]) === path ? lengthOf(text) : 0)),
    ),
  );
  const widths = share(
    needed,
    widest - left - gap.length * paths.length - (placeWidth === 0 ? 0 : placeWidth + gap.length),
  );
  const line = (mark: string, time: string, cells: readonly string[], where: string): string =>
    [mark.padEnd(margin) + time.padStart(timeWidth), ...cells.map((text, i) => cell(text, widths[i] ?? 0)), where]
      .join(gap)
      .trimEnd();

  const titles = paths.map((path) => names.get(path) ?? path);
  const lines = [line("", "time", titles, "")];
  if (titles.some((title, i) => title !== paths[i])) lines.push(line("", "", paths, ""));
  for (const row of shown) {
    if (row.kind === "gap") {
      lines.push(line("", "⋮", [`${row.steps} more`], ""));
      continue;
    }
    const step = steps[row.at] as Step;
    const cells = paths.map((path) => (path === columnOf(step) ? (texts.get(row.at) ?? "") : ""));
    lines.push(line(markOf(row.at, marked), times[row.at] ?? "", cells, cutFront(placeOf(row.at), placeWidth)));
  }
  if (hidden.length > 0) {
    lines.push(cut(`${gap}not shown: ${hidden.map((path) => names.get(path) ?? path).join(", ")}`, widest));
  }
  return lines;
}

function columnOf(step: Step | undefined): string {
  return step === undefined ? "" : ownerOf(step);
}

function markOf(at: number, { first, overtaken }: Marked): string {
  const goesFirst = first.get(at);
  if (goesFirst !== undefined) return `▶${goesFirst}`;
  const comesLater = overtaken.get(at);
  return comesLater === undefined ? "" : `▷${comesLater}`;
}

function textOf(step: Step | undefined, at: number, { accesses }: Marked): string {
  if (step === undefined) return "";
  const does = accesses.get(at);
  return [...(does === undefined ? [] : [does]), endOf(step)].join(" ");
}

function endOf({ kind, name, outcome, time }: Step): string {
  if (kind === "arrival") return `${name} arrives`;
  if (kind === "timer") return `${name} is due`;
  if (kind === "clock") return `clock moves to ${seconds(time)}`;
  if (kind === "callback") return name;
  if (outcome?.kind === "waits") return `→ ${outcome.what}`;
  if (outcome?.kind === "throws") return `✗ ${outcome.what}`;
  if (outcome?.kind === "cancelled") return "✗ cancelled";
  return outcome?.kind === "returns" ? "returns" : "…";
}

/** Widths that need no more than `all` together; who needs little leaves the rest to the others. */
function share(needed: readonly number[], all: number): number[] {
  const widths = needed.map(() => 0);
  let left = all;
  const byNeed = needed.map((_, i) => i).toSorted((one, other) => (needed[one] ?? 0) - (needed[other] ?? 0));
  byNeed.forEach((column, position) => {
    const width = Math.min(needed[column] ?? 0, widestColumn, Math.floor(left / (byNeed.length - position)));
    widths[column] = width;
    left -= width;
  });
  return widths;
}

import type { PageData, PageRun } from "./page-data.ts";

/** What a page shows, as text: every step on a line. */
export function pageText({ title, failure, facts, runs }: PageData): string {
  const width = Math.max(0, ...facts.map(([name]) => name.length));
  return [
    title,
    ...failure,
    "",
    ...facts.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    ...runs.flatMap((run) => ["", `${run.title}:`, ...linesOf(run)]),
  ].join("\n");
}

function linesOf({ lanes, steps, texts, times, marks }: PageRun): string[] {
  const marked = new Map(marks);
  const width = Math.max(0, ...lanes.map(({ name }) => name.length));
  const digits = String(steps.length).length;
  let last: number | undefined;
  return steps.map(([lane, , time, , label, place], i) => {
    const seconds = times[time];
    const when = seconds === last ? "" : `${seconds} s`;
    last = seconds;
    const at = texts[place];
    const mark = marked.get(i);
    return [
      mark === undefined ? " " : "▶",
      String(i + 1).padStart(digits),
      when.padStart(10),
      (lanes[lane]?.name ?? "").padEnd(width),
      [texts[label], at === undefined ? "" : `(${at})`, mark === undefined ? "" : `[${mark}]`]
        .filter(Boolean)
        .join("  "),
    ].join("  ");
  });
}

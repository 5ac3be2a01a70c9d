import { select } from "d3-selection";
import type { Run } from "./run.ts";

/** Everything that is known of one step: in words, the values of watched objects, and the lines around its place. */
export function showDetails(parent: HTMLElement, run: Run, index: number): void {
  const step = run.step(index);
  if (step === undefined) return;
  const box = select(parent);
  box.selectAll("*").remove();
  const lane = run.lanes[step.lane];
  const waker = run.step(step.wokenBy);
  const wakerName = waker === undefined ? undefined : laneName(run, waker.lane);
  // What a task waits for at once needs no second line.
  const calls = run.callsAt(index).filter(({ name }) => !step.label.startsWith("→") || !step.label.includes(name));
  const isNetwork = lane?.path.startsWith("host ") ?? false;
  const rows: (readonly [string, string | undefined])[] = [
    ["step", `${index + 1} of ${run.length}`],
    ["time", `${Number(step.time.toFixed(6))} s`],
    ["task", lane === undefined ? "the clock" : isNetwork ? undefined : `${lane.name} (${lane.path})`],
    ["host", lane?.host],
    ["does", step.label],
    ["at", step.place],
    ...calls.map(({ name, place }) => ["calls", place === undefined ? name : `${name} at ${place}`] as const),
    ["network", step.crossing?.details],
    [
      step.isEvent ? "done in" : step.crossing === undefined ? "woken by" : "sent in",
      waker === undefined ? undefined : `step ${waker.index + 1}, ${wakerName}: ${waker.label}`,
    ],
    ["departs", step.marks.length === 0 ? undefined : step.marks.join(", ")],
    ...run
      .blockedAt(index)
      .map(({ lane: blocked, what }) => [`${run.lanes[blocked]?.name} waits for`, brief(what)] as const),
  ];
  const entries = box
    .append("dl")
    .attr("class", "step")
    .selectAll("div")
    .data(rows.filter(([, value]) => value !== undefined))
    .join("div");
  entries.append("dt").text(([name]) => name);
  entries.append("dd").text(([, value]) => value ?? "");
  showValues(parent, run, index);
  for (const place of new Set([step.place, ...calls.map((call) => call.place)])) showSource(parent, run, place);
}

function laneName({ lanes }: Run, at: number): string {
  const lane = lanes[at];
  if (lane === undefined) return "the clock";
  return lane.path.startsWith("host ") ? `${lane.host}'s network` : lane.name;
}

/** A list of twenty tasks says no more than its beginning. */
function brief(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function showValues(parent: HTMLElement, run: Run, index: number): void {
  const values = run.valuesAt(index);
  if (values.length === 0) return;
  const part = select(parent).append("section").attr("class", "values").attr("aria-label", "values of watched objects");
  part.append("h3").text("watched");
  const entries = part.append("dl").selectAll("div").data(values).join("div");
  entries.classed("new", ({ isNew }) => isNew);
  entries.append("dt").text(({ property }) => property);
  entries.append("dd").text(({ value }) => value);
}

function showSource(parent: HTMLElement, run: Run, place: string | undefined): void {
  const source = place === undefined ? undefined : run.source(place);
  if (place === undefined || source === undefined) return;
  const part = select(parent).append("section").attr("class", "source").attr("aria-label", `the lines around ${place}`);
  part.append("h3").text(place);
  const marked = Number(/\d+$/.exec(place)?.[0]);
  const indent = Math.min(...source.lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/)));
  const lines = part.append("pre").selectAll("span").data(source.lines).join("span");
  lines.classed("marked", (_, i) => source.first + i === marked);
  const digits = String(source.first + source.lines.length).length;
  lines.text((line, i) => `${String(source.first + i).padStart(digits)}  ${line.slice(indent)}\n`);
}

import { formatDeviation } from "../../explore/schedule/schedule.ts";
import type { Crossing } from "../../explore/recording/network-notes.ts";
import type { Recording, Step } from "../../explore/recording/trace.ts";
import { arrivalText } from "../arrival-text.ts";
import { hostLane, RunLanes } from "../run-lanes.ts";

/**
 * A recorded execution as a Mermaid sequence diagram, for a page that renders it: a participant for each task, and one for each host in a
 * box with its tasks; an arrow for each wake-up and for what is sent; a note for each wait and each deviation.
 *
 * @see {@link https://mermaid.js.org/syntax/sequenceDiagram.html | Mermaid: sequence diagrams}
 */
export function mermaidDiagram(recording: Recording): string {
  const { steps, crossings } = recording;
  const shown = steps.slice(0, mostSteps);
  const lanes = new RunLanes(recording);
  const lines = participants(lanes);
  const first = idOf(lanes.all.find(({ path, host }) => path !== hostLane(host))?.path ?? "main");
  const laneOf = (at: number): string | undefined => {
    const lane = steps[at] === undefined ? undefined : lanes.of(steps[at], at);
    return lane === undefined ? undefined : idOf(lane);
  };
  for (const [at, step] of shown.entries()) {
    const id = laneOf(at);
    if (step.kind === "clock") lines.push(`  Note over ${first}: t = ${Number(step.time.toPrecision(12))} s`);
    if (id === undefined) continue;
    const crossing = crossings.get(at);
    const from = step.wokenBy === undefined ? undefined : laneOf(step.wokenBy);
    const isSent = crossing !== undefined && from !== undefined;
    const text = textOf(step, crossing);
    if (isSent) lines.push(`  ${from}${crossing.state === undefined ? "->>" : "-x"}${id}: ${safe(text)}`);
    else if (from !== undefined && from !== id) lines.push(`  ${from}->>${id}: wakes`);
    for (const deviation of step.deviations) lines.push(`  Note over ${id}: ▶ ${safe(formatDeviation(deviation))}`);
    if (text !== "" && !isSent) lines.push(`  Note over ${id}: ${safe(text)}`);
  }
  const more = steps.length - shown.length;
  if (more > 0) lines.push(`  Note over ${first}: … and ${more} more steps`);
  return ["sequenceDiagram", ...lines, ""].join("\n");
}

/** The most steps of a diagram that people can read. */
const mostSteps = 200;

/** The lanes; those of one host in a box. */
function participants({ all }: RunLanes): string[] {
  const lines: string[] = [];
  let box: string | undefined;
  for (const { path, name, host } of all) {
    if (host !== box) {
      if (box !== undefined) lines.push("  end");
      if (host !== undefined) lines.push(`  box transparent ${safe(host)}`);
      box = host;
    }
    lines.push(`  participant ${idOf(path)} as ${safe(path === hostLane(host) ? `network of ${host}` : name)}`);
  }
  return box === undefined ? lines : [...lines, "  end"];
}

function idOf(path: string): string {
  return path.replaceAll(/[^A-Za-z0-9]/g, "_");
}

function textOf(step: Step, crossing: Crossing | undefined): string {
  if (step.kind === "arrival") return arrivalText(step, crossing);
  const { outcome } = step;
  if (outcome === undefined) return "";
  return outcome.kind === "waits" ? `waits for ${outcome.what}` : `${outcome.kind} ${outcome.what}`.trim();
}

/** Escapes what Mermaid takes for syntax or for HTML. Line breaks and other control characters become spaces. */
function safe(text: string): string {
  return text.replaceAll(/[#;<>&]/g, (sign) => `#${sign.charCodeAt(0)};`).replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ");
}

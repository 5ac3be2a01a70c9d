import { formatDeviation } from "../../explore/schedule/schedule.ts";
import type { Recording, Step } from "../../explore/recording/trace.ts";

/**
 * A recorded execution as a Mermaid sequence diagram, for a page that renders it: a participant for each task, an arrow for each
 * wake-up, a note for each wait and each deviation.
 *
 * @see {@link https://mermaid.js.org/syntax/sequenceDiagram.html | Mermaid: sequence diagrams}
 */
export function mermaidDiagram({ steps, names }: Recording): string {
  const shown = steps.slice(0, mostSteps);
  const tasks = [...new Set(steps.filter(({ kind }) => kind === "task").map(({ path }) => path))];
  const idOf = (path: string): string | undefined => {
    const owner = tasks
      .filter((task) => path === task || path.startsWith(`${task}.`))
      .toSorted((a, b) => b.length - a.length)[0];
    return owner?.replaceAll(".", "_");
  };
  const lines = tasks.map((path) => `  participant ${idOf(path)} as ${safe(names.get(path) ?? path)}`);
  for (const step of shown) {
    const id = idOf(step.path);
    if (step.kind === "clock") lines.push(`  Note over ${idOf(tasks[0] ?? "main")}: t = ${step.time} s`);
    if (id === undefined) continue;
    const waker = step.wokenBy === undefined ? undefined : steps[step.wokenBy];
    const from = waker === undefined ? undefined : idOf(waker.path);
    if (from !== undefined && from !== id) lines.push(`  ${from}->>${id}: wakes`);
    for (const deviation of step.deviations) lines.push(`  Note over ${id}: ▶ ${safe(formatDeviation(deviation))}`);
    const text = textOf(step);
    if (text !== "") lines.push(`  Note over ${id}: ${safe(text)}`);
  }
  const more = steps.length - shown.length;
  if (more > 0) lines.push(`  Note over ${idOf(tasks[0] ?? "main")}: … and ${more} more steps`);
  return ["sequenceDiagram", ...lines, ""].join("\n");
}

/** The most steps of a diagram that people can read. */
const mostSteps = 200;

function textOf({ kind, name, outcome }: Step): string {
  if (kind === "arrival") return `${name} arrives`;
  if (outcome === undefined) return "";
  return outcome.kind === "waits" ? `waits for ${outcome.what}` : `${outcome.kind} ${outcome.what}`.trim();
}

/** Escapes what Mermaid takes for syntax or for HTML. Line breaks and other control characters become spaces. */
function safe(text: string): string {
  return text.replaceAll(/[#;<>&]/g, (sign) => `#${sign.charCodeAt(0)};`).replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ");
}

import type { Progress } from "../explore/progress.ts";

/** One line that says how far an exploration has come. */
export function progressLine(progress: Progress): string {
  const { phase, executions, most, perSecond, elapsed, choices, inconclusive, strategy } = progress;
  const of = phase === "searching" && most !== Infinity ? ` of ${grouped(most)}` : "";
  const parts = [
    `${phase}: ${grouped(executions)}${of} executions`,
    `${grouped(Math.round(perSecond))}/s`,
    `${elapsed.toFixed(1)} s`,
    `${grouped(choices)} ${choices === 1 ? "choice" : "choices"}`,
  ];
  if (inconclusive > 0) parts.push(`${grouped(inconclusive)} inconclusive`);
  return `${parts.join(", ")}, ${strategy}`;
}

function grouped(count: number): string {
  return `${count}`.replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}

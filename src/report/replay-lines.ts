import type { Level } from "../core/strategy.ts";
import { placeIn } from "../core/places.ts";
import { type RequestedCheck, requestedChecks } from "../explore/failure.ts";
import { formatSchedule } from "../explore/schedule.ts";
import type { Reported } from "./finding-report.ts";
import type { Places } from "./places.ts";

/** The level of a replay whose caller names none. */
export const defaultLevel: Level = "env";

/** How to run it again: as a command, and as a call. */
export function replayLines({ finding, failure, recording }: Reported, places: Places): string[] {
  const { seed } = finding;
  const schedule = formatSchedule(finding.schedule);
  const level = finding.level === "fifo" ? defaultLevel : finding.level;
  const file = (recording?.body ?? placeIn(failure.error?.stack ?? ""))?.replace(/:\d+$/, "");
  const asked = requestedChecks.includes(failure.check as RequestedCheck);
  const options = [
    ...(finding.schedule.length === 0 ? [] : [`--schedule ${schedule}`]),
    ...(level === defaultLevel ? [] : [`--level ${level}`]),
    ...(seed === 0 ? [] : [`--seed ${seed}`]),
    ...(asked ? [`--check ${failure.check}`] : []),
  ];
  const settings = [
    ...(level === defaultLevel ? [] : [`level: "${level}"`]),
    ...(seed === 0 ? [] : [`seed: ${seed}`]),
    ...(asked ? [`checks: ["${failure.check}"]`] : []),
  ];
  const argument = settings.length === 0 ? "" : `, { ${settings.join(", ")} }`;
  return [
    `  replay    npx timeloom replay ${file === undefined ? "<file>" : places.short(file)} ${options.join(" ")}`.trimEnd(),
    `       or   await replay(body, "${schedule}"${argument})`,
  ];
}

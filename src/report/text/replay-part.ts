import { isInDependency, placeIn } from "../../core/places.ts";
import type { Level } from "../../core/contracts/level.ts";
import { askedChecks } from "../../explore/checks/checks.ts";
import type { ReplayPart } from "../../explore/findings/race-error.ts";
import { formatSchedule } from "../../explore/schedule/schedule.ts";
import type { ReportedFinding } from "./reported-finding.ts";
import { lengthOf, widest } from "../text-width.ts";
import type { Places } from "../places.ts";

/** How to run it again: as a command, and as a call. */
export function replayPart(
  { finding, failure, recording, hasWorld }: Omit<ReportedFinding, "folder">,
  places: Places,
): ReplayPart {
  const { seed } = finding;
  const schedule = formatSchedule(finding.schedule);
  const level = finding.level === "fifo" ? defaultLevel : finding.level;
  const thrownAt = placeIn(failure.error?.stack ?? "");
  const own = thrownAt === undefined || isInDependency(thrownAt) ? undefined : thrownAt;
  const file = (recording?.body ?? own)?.replace(/:\d+$/, "");
  const asked = askedChecks.some((name) => name === failure.check);
  const command = [
    `npx timeloom replay ${file === undefined ? "<file>" : places.short(file)}`,
    ...(level === defaultLevel ? [] : [`--level ${level}`]),
    ...(seed === 0 ? [] : [`--seed ${seed}`]),
    ...(asked ? [`--check ${failure.check}`] : []),
    ...(finding.schedule.length === 0 ? [] : [`--schedule ${schedule}`]),
  ].join(" ");
  const settings = [
    ...(level === defaultLevel ? [] : [`level: "${level}"`]),
    ...(seed === 0 ? [] : [`seed: ${seed}`]),
    ...(asked ? [`checks: ["${failure.check}"]`] : []),
    ...(hasWorld ? ["world"] : []),
  ].join(", ");
  const call = (text: string): string => `await replay(body, ${text}${settings === "" ? "" : `, { ${settings} }`})`;
  const commandLines = wrapped(`  replay    ${command}`);
  if (commandLines.length > mostLines) {
    const callLine = `  in tests  ${call("raceError.finding.schedule")}, which is too long to be shown`;
    return { command, commandLines: [], callLines: [callLine] };
  }
  const callLine = `  in tests  ${call(`"${schedule}"`)}`;
  const fits = lengthOf(callLine) <= widest;
  return { command, commandLines, callLines: [fits ? callLine : `  in tests  ${call('"v1:…"')}`] };
}

/** The level of a replay whose caller names none. */
const defaultLevel: Level = "env";
/** The most lines of a long schedule. */
const mostLines = 12;

/** A command that is too wide goes on in the next line, as a shell reads it. */
function wrapped(command: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const part of command.split(/(?<=,|--schedule )/)) {
    if (line !== "" && lengthOf(line + part) >= widest) {
      lines.push(`${line}\\`);
      line = "";
    }
    line += part;
  }
  return [...lines, line];
}

import type { Level } from "../core/strategy.ts";
import { type Conflict, conflictsIn } from "../explore/conflicts.ts";
import type { Failure } from "../explore/failure.ts";
import type { Finding } from "../explore/finding.ts";
import type { Recording } from "../explore/trace.ts";
import { accessTexts, conflictLines, tellable } from "./conflict-lines.ts";
import { deviationText, marksOf } from "./deviations.ts";
import { failureLines } from "./failure-lines.ts";
import { counted, cut, limited, longest, widest } from "./fit.ts";
import { Places } from "./places.ts";
import { replayLines } from "./replay-lines.ts";
import { timeline } from "./timeline.ts";

/** What a failure report is made of. */
export interface Reported {
  readonly finding: Finding;
  /** The failure of the run that was recorded, which knows its places. */
  readonly failure: Failure;
  /** The run that is shown, if it could be recorded. */
  readonly recording: Recording | undefined;
  /** Places are shown relative to it. */
  readonly folder: string;
}

/** What a finding at a level says about a real program. */
const meanings: Readonly<Record<Level, string>> = {
  fifo: "happens in the default order of a real loop",
  env: "can happen on a real loop",
  jitter: "can happen on a slow machine",
  "any-order": "over-approximation: no lower level was seen to allow this order",
};

/** The strategy of a run that nobody searched for: what it did not need was not looked for either. */
const replayed = "replay";

/** Lines that the timeline has at least. */
const fewestRows = 8;

/** A failure in at most 60 lines of 120 columns: what failed, how it came to it, and how to run it again. */
export function describeFinding(reported: Reported): string {
  const { finding, failure, recording } = reported;
  const places = new Places(reported.folder);
  const conflicts = recording === undefined ? [] : tellable(conflictsIn(recording.accesses));
  const head = [...failureLines(failure, places), "", ...origin(finding)];
  const tail = [
    ...choiceLines(finding, recording),
    ...(recording === undefined ? [] : conflictPart(conflicts, recording, places)),
    "",
    ...replayLines(reported, places),
  ];
  const rows = Math.max(fewestRows, longest - head.length - tail.length - 1);
  const shown = recording === undefined ? [] : ["", ...shownRun(finding, recording, conflicts, rows, places)];
  const lines = [...head, ...shown, ...tail].map((line) => places.within(line));
  return fit(lines, head.length).join("\n");
}

/** The schedule is never cut: it has to be copied. */
function fit(lines: readonly string[], head: number): string[] {
  const lower = lines.length <= longest ? lines : [...limited(lines.slice(0, head), head), ...lines.slice(head)];
  return limited(lower, longest).map((line) => (/--schedule |replay\(body/.test(line) ? line : cut(line, widest)));
}

function origin({ level, execution, strategy, seed, deviations, schedule, reproduced }: Finding): string[] {
  if (strategy === replayed) return [`  level     ${level}: ${meanings[level]}`];
  const shrunk =
    deviations > schedule.length ? `, made small: ${counted(deviations, "deviation")} → ${schedule.length}` : "";
  const flaky =
    reproduced < 10 ? [`  unsteady  only ${reproduced} of 10 replays failed: the body is not deterministic`] : [];
  return [
    `  level     ${level}: ${meanings[level]}`,
    `  found     in execution ${execution} by ${strategy}, seed ${seed}${shrunk}`,
    ...flaky,
  ];
}

function shownRun(
  { schedule }: Finding,
  recording: Recording,
  conflicts: readonly Conflict[],
  rows: number,
  places: Places,
): string[] {
  const marked = { ...marksOf(schedule, recording), accesses: accessTexts(conflicts) };
  return timeline(recording, marked, rows, (at) => places.short(at));
}

/** Most deviations that are told in words. */
const mostDeviations = 8;

function choiceLines({ schedule, choices, strategy }: Finding, recording: Recording | undefined): string[] {
  if (schedule.length === 0) return ["", "  No choice matters: it fails in the default order."];
  const names = recording?.names ?? new Map<string, string>();
  const told = schedule.map(
    (deviation, i) => `  ▶${i + 1}  ${deviationText(deviation, names)}  (by default ▷${i + 1} comes first)`,
  );
  const lines = ["", ...limited(told, mostDeviations)];
  return strategy === replayed ? lines : [...lines, `  ${decisive(schedule.length, choices - schedule.length)}`];
}

function decisive(matter: number, irrelevant: number): string {
  const these = matter === 1 ? "Only this choice matters" : `Only these ${matter} choices matter`;
  if (irrelevant <= 0) return `${these}.`;
  return `${these}; ${irrelevant === 1 ? "one other is" : `${irrelevant.toLocaleString("en-US")} others are`} irrelevant.`;
}

function conflictPart(conflicts: readonly Conflict[], recording: Recording, places: Places): string[] {
  if (conflicts.length === 0) return [];
  const lines = conflictLines(conflicts, recording, (at) => places.short(at));
  return ["", "  conflict", ...lines.map((line) => `    ${line}`)];
}

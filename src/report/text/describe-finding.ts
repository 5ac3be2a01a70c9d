import { type Conflict, conflictsIn } from "../../explore/recording/conflicts-in.ts";
import type { Failure } from "../../explore/checks/failure.ts";
import { placeIn } from "../../core/places.ts";
import type { Finding } from "../../explore/findings/finding.ts";
import type { Recording } from "../../explore/recording/trace.ts";
import { accessTexts, conflictLines, tellable } from "./conflict-lines.ts";
import { choiceLines } from "./choice-lines.ts";
import { marksOf } from "./deviation-lines.ts";
import { failureLines } from "./failure-lines.ts";
import { cut, limited, longest, plain, widest } from "../text-width.ts";
import { originLines, replayStrategy } from "./origin-lines.ts";
import { Places } from "../places.ts";
import type { RaceReport, ReplayPart } from "../../explore/findings/race-error.ts";
import { replayPart } from "./replay-part.ts";
import type { ReportedFinding } from "./reported-finding.ts";
import { timeline } from "./timeline.ts";

/** A failure in at most 60 lines of 120 columns: what failed, what led to it, and how to run it again. */
export function describeFinding(reported: ReportedFinding): RaceReport {
  const { finding, failure, recording, folder } = reported;
  const places = new Places(folder);
  const allTold = partsOf(reported, places, roomy);
  const parts = allTold.rows < fewestRows ? partsOf(reported, places, crowded) : allTold;
  const run = recording === undefined ? [] : ["", ...shownRun(finding, recording, parts, places)];
  const fitted = (lines: readonly string[]): string[] => lines.map((line) => cut(plain(places.within(line)), widest));
  return {
    failure: fitted(parts.failure),
    story: fitted([...parts.origin, ...run, "", ...parts.choices]),
    replay: parts.replay && {
      command: places.within(parts.replay.command),
      commandLines: fitted(parts.replay.commandLines),
      callLines: fitted(parts.replay.callLines),
    },
    place: placeOf(failure),
  };
}

/** Where it failed: where an error was thrown, where the first task of a deadlock waits, or what was left behind. */
function placeOf({ check, error, place, blocked }: Failure): string | undefined {
  if (check === "deadlock") return blocked.find((each) => each.place !== undefined)?.place;
  return place ?? placeIn(error?.stack ?? "");
}

/** The most lines of each part: where there is room, and where there is not. */
const roomy = { head: 32, deviations: 8, conflicts: 3 };
const crowded: typeof roomy = { head: 22, deviations: 3, conflicts: 1 };

/** Of a run that could not be recorded. */
const nothingTold = { names: new Map<string, string>(), latencies: new Map<string, readonly number[]>() };

/** The fewest lines of the timeline. */
const fewestRows = 12;

/** The lines of a report around the run that it shows. */
interface Parts {
  readonly failure: readonly string[];
  readonly origin: readonly string[];
  readonly choices: readonly string[];
  readonly conflicts: readonly Conflict[];
  readonly replay: ReplayPart | undefined;
  /** How many lines are left for the run. */
  readonly rows: number;
}

function partsOf(reported: ReportedFinding, places: Places, shares: typeof roomy): Parts {
  const { finding, failure, recording } = reported;
  const conflicts = recording === undefined ? [] : tellable(conflictsIn(recording.accesses)).slice(0, shares.conflicts);
  const failed = limited(failureLines(failure, places), shares.head - 7);
  const origin = originLines(finding, failure, places);
  const choices = [
    ...choiceLines(finding, recording ?? nothingTold, shares.deviations),
    ...(recording === undefined ? [] : conflictPart(conflicts, recording, places)),
  ];
  const replay = finding.strategy === replayStrategy ? undefined : replayPart(reported, places);
  const replayRows = replay === undefined ? 0 : replay.commandLines.length + replay.callLines.length + 1;
  const rows = longest - failed.length - origin.length - choices.length - replayRows - 3;
  return { failure: failed, origin, choices, conflicts, replay, rows };
}

function shownRun({ schedule }: Finding, recording: Recording, { conflicts, rows }: Parts, places: Places): string[] {
  const marked = { ...marksOf(schedule, recording), accesses: accessTexts(conflicts) };
  return timeline(recording, marked, rows, (place) => places.name(place));
}

function conflictPart(conflicts: readonly Conflict[], recording: Recording, places: Places): string[] {
  if (conflicts.length === 0) return [];
  const lines = conflictLines(conflicts, recording, (at) => places.short(at));
  return ["", ...lines.map((line) => `  ${line}`)];
}

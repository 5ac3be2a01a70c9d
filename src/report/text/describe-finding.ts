import { type Conflict, conflictsIn } from "../../explore/recording/conflicts-in.ts";
import type { Finding } from "../../explore/findings/finding.ts";
import type { Recording } from "../../explore/recording/trace.ts";
import { accessTexts, conflictLines, tellable } from "./conflict-lines.ts";
import { choiceLines } from "./choice-lines.ts";
import { marksOf } from "./deviation-lines.ts";
import { failureLines } from "./failure-lines.ts";
import { cut, limited, longest, plain, widest } from "../text-width.ts";
import { originLines, replayStrategy } from "./origin-lines.ts";
import { Places } from "../places.ts";
import { replayLines } from "./replay-lines.ts";
import type { ReportedFinding } from "./reported-finding.ts";
import { timeline } from "./timeline.ts";

/** A failure in at most 60 lines of 120 columns: what failed, how it came to it, and how to run it again. */
export function describeFinding(reported: ReportedFinding): string {
  const lines = linesOf(reported, roomy) ?? linesOf(reported, crowded) ?? [];
  return lines.map((line) => cut(plain(line), widest)).join("\n");
}

/** How much of each part is told: all that is worth it, or what must be when there is no room. */
const roomy = { head: 32, deviations: 8, conflicts: 3 };
const crowded: typeof roomy = { head: 22, deviations: 3, conflicts: 1 };

/** Lines that the timeline has at least. */
const fewestRows = 12;

/** @returns undefined if there is no room for what is to be told; there always is for a little */
function linesOf({ finding, failure, recording, folder }: ReportedFinding, shares: typeof roomy): string[] | undefined {
  const places = new Places(folder);
  const conflicts = recording === undefined ? [] : tellable(conflictsIn(recording.accesses)).slice(0, shares.conflicts);
  const head = [
    ...limited(failureLines(failure, places), shares.head - 7),
    "",
    ...originLines(finding, failure, places),
  ];
  const tail = [
    "",
    ...choiceLines(finding, recording?.names ?? new Map<string, string>(), shares.deviations),
    ...(recording === undefined ? [] : conflictPart(conflicts, recording, places)),
    // Who has just replayed it knows how.
    ...(finding.strategy === replayStrategy ? [] : ["", ...replayLines({ finding, failure, recording }, places)]),
  ];
  const rows = longest - head.length - tail.length - 1;
  if (rows < fewestRows && shares !== crowded) return undefined;
  const shown = recording === undefined ? [] : ["", ...shownRun(finding, recording, conflicts, rows, places)];
  return [...head, ...shown, ...tail].map((line) => places.within(line));
}

function shownRun(
  { schedule }: Finding,
  recording: Recording,
  conflicts: readonly Conflict[],
  rows: number,
  places: Places,
): string[] {
  const marked = { ...marksOf(schedule, recording), accesses: accessTexts(conflicts) };
  return timeline(recording, marked, rows, (place) => places.name(place));
}

function conflictPart(conflicts: readonly Conflict[], recording: Recording, places: Places): string[] {
  if (conflicts.length === 0) return [];
  const lines = conflictLines(conflicts, recording, (at) => places.short(at));
  return ["", ...lines.map((line) => `  ${line}`)];
}

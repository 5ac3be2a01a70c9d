import type { Level } from "../../core/contracts/level.ts";
import type { Failure } from "../../explore/checks/failure.ts";
import type { Finding } from "../../explore/findings/finding.ts";
import { isIntervention } from "../../explore/schedule/interventions.ts";
import type { Schedule } from "../../explore/schedule/schedule.ts";
import { blockedLines } from "./blocked-lines.ts";
import { counted } from "../text-width.ts";
import type { Places } from "../places.ts";

/** What the failure means for a real program, and how it was found. */
export function originLines(finding: Finding, { check, blocked }: Failure, places: Places): string[] {
  const pending = check === "deadlock" ? [] : blockedLines(blocked, mostPending, places);
  const isReplay = finding.strategy === replayStrategy;
  const level = isReplay && finding.schedule.length === 0 ? "fifo" : finding.level;
  return [
    `  level     ${level} (${meanings[level]}${conditionOf(finding.schedule)})`,
    ...(isReplay ? [] : searchLines(finding)),
    ...pending.map((line, i) => `  ${i === 0 ? "pending " : "        "}  ${line}`),
  ];
}

/** What a finding at a level says about a real program. */
const meanings: Readonly<Record<Level, string>> = {
  fifo: "happens in the default order of a real loop",
  env: "can happen on a real loop",
  jitter: "can happen on a slow machine",
  "any-order": "over-approximation: no lower level was seen to allow this order",
};

/** The strategy of a run that was replayed, not searched for, and so not shrunk either. */
export const replayStrategy = "replay";

/** The most tasks that are listed as pending. */
const mostPending = 3;

/** The condition of a finding by a sweep, which is no matter of order. */
function conditionOf(schedule: Schedule): string {
  const done = schedule.find(isIntervention)?.value;
  if (done === undefined) return "";
  if (done === "expire") return ", if the timeout expires there";
  return done === "throw" ? ", if that fails" : ", if the task is cancelled there";
}

function searchLines({ execution, strategy, seed, deviations, schedule, replays, reproduced }: Finding): string[] {
  const lines = [`  found     in execution ${execution.toLocaleString("en-US")} by ${strategy}, seed ${seed}`];
  if (deviations > schedule.length) {
    lines.push(`  shrunk    from ${deviations} deviations to ${schedule.length}, in ${counted(replays, "replay")}`);
  }
  if (reproduced < 10) {
    lines.push(`  unsteady  ${reproduced} of 10 replays failed: something in the body is not deterministic`);
  }
  return lines;
}

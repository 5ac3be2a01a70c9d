import type { ExploreResult } from "../explore/explore.ts";
import { passingRun } from "../explore/findings/passing-run.ts";
import { RaceError } from "../explore/findings/race-error.ts";
import { recordFinding } from "../explore/findings/recorded-finding.ts";
import { describeFinding } from "../report/text/describe-finding.ts";
import { workingFolder } from "../world/node/working-folder.ts";

/** Record the failing run once more, and make the report of the recording. */
export async function raceErrorOf({
  finding,
  executions,
}: Extract<ExploreResult, { readonly kind: "failed" }>): Promise<RaceError> {
  const folder = workingFolder();
  const written = await recordFinding(executions, finding);
  const passing = await passingRun(executions, finding);
  return new RaceError(describeFinding({ finding, folder, ...written }), finding, {
    failing: written.recording,
    passing,
  });
}

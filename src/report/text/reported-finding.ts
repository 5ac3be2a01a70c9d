import type { Failure } from "../../explore/checks/failure.ts";
import type { Finding } from "../../explore/findings/finding.ts";
import type { Recording } from "../../explore/recording/trace.ts";

/** The contents of a failure report. */
export interface ReportedFinding {
  readonly finding: Finding;
  /** The failure of the recorded run, with its places. */
  readonly failure: Failure;
  /** The run that is shown, if it could be recorded. */
  readonly recording: Recording | undefined;
  /** Whether it happens in a world that the user has described: a replay needs that, too. */
  readonly hasWorld: boolean;
  /** The folder to which shown places are relative. */
  readonly folder: string;
}

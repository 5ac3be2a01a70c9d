import type { Failure } from "../../explore/checks/failure.ts";
import type { Finding } from "../../explore/findings/finding.ts";
import type { Recording } from "../../explore/recording/trace.ts";

/** What a failure report is made of. */
export interface ReportedFinding {
  readonly finding: Finding;
  /** The failure of the run that was recorded, which knows its places. */
  readonly failure: Failure;
  /** The run that is shown, if it could be recorded. */
  readonly recording: Recording | undefined;
  /** Places are shown relative to it. */
  readonly folder: string;
}

import type { Finding } from "./finding.ts";
import type { Recording } from "../recording/trace.ts";

/** An exploration has found an order in which the body fails. The message is the report. */
export class RaceError extends Error {
  override readonly name: string = "RaceError";
  readonly finding: Finding;
  /** For pictures: see `timelinePage()`. */
  readonly runs: RecordedRuns;

  constructor(report: string, finding: Finding, runs: RecordedRuns = { failing: undefined, passing: undefined }) {
    super(report, { cause: finding.failure.error });
    this.finding = finding;
    this.runs = runs;
  }
}

/** The runs that a finding is about, written down. */
export interface RecordedRuns {
  /** The smallest run that fails. */
  readonly failing: Recording | undefined;
  /** The run nearest to it that passes. */
  readonly passing: Recording | undefined;
}

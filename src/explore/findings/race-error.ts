import type { Recording } from "../recording/trace.ts";
import type { Finding } from "./finding.ts";

/** An exploration has found an order in which the body fails. The message is the report. */
export class RaceError extends Error {
  override readonly name: string = "RaceError";
  readonly report: RaceReport;
  readonly finding: Finding;
  /** The runs to draw: see `timelinePage()`. */
  readonly runs: RecordedRuns;

  constructor(report: RaceReport, finding: Finding, runs: RecordedRuns = { failing: undefined, passing: undefined }) {
    super(messageOf(report), { cause: finding.failure.error });
    this.report = report;
    this.finding = finding;
    this.runs = runs;
  }
}

/** The parts of a report. */
export interface RaceReport {
  /** What failed, and where; the first line is a title. */
  readonly failure: readonly string[];
  /** The events that led to the failure. */
  readonly story: readonly string[];
  /** How to run it again; undefined after a replay, whose caller knows how. */
  readonly replay: ReplayPart | undefined;
  /** `file:line` at which it failed, if known. */
  readonly place: string | undefined;
}

/** How to run a failing order again. */
export interface ReplayPart {
  /** The command, for a shell. */
  readonly command: string;
  /** The command as the report shows it; empty if it is too long. */
  readonly commandLines: readonly string[];
  /** The call, as the report shows it. */
  readonly callLines: readonly string[];
}

function messageOf({ failure, story, replay }: RaceReport): string {
  const parts = [failure, story, replay === undefined ? [] : [...replay.commandLines, ...replay.callLines]];
  return parts.flatMap((lines) => (lines.length === 0 ? [] : [lines.join("\n")])).join("\n\n");
}

/** The recorded runs of a finding. */
export interface RecordedRuns {
  /** The smallest run that fails. */
  readonly failing: Recording | undefined;
  /** The nearest run that passes. */
  readonly passing: Recording | undefined;
}

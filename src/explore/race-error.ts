import type { Finding } from "./finding.ts";

/** An exploration has found an order in which the body fails. The message is the report. */
export class RaceError extends Error {
  override readonly name: string = "RaceError";
  readonly finding: Finding;

  constructor(report: string, finding: Finding) {
    super(report, { cause: finding.failure.error });
    this.finding = finding;
  }
}

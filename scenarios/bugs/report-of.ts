import { explore, RaceError, type SearchStrategy } from "timeloom/testing";
import type { Bug } from "./bug.ts";

/** What `explore()` says of a bug. */
export async function reportOf({ buggy, level = "any-order", world }: Bug, strategy: SearchStrategy): Promise<string> {
  try {
    await explore(buggy, { level, world, strategy, seed: 0, executions: 2_000 });
  } catch (error) {
    if (error instanceof RaceError) return error.message;
    throw error;
  }
  throw new Error("the bug was not found");
}

/** A report without the lines between the message of an assertion and its place: they are Node's, and differ between its versions. */
export function withoutDetail(report: string): string {
  const [first = "", ...rest] = report.split("\n");
  const place = rest.findIndex((line) => line.startsWith("    at "));
  return [first, ...rest.slice(Math.max(0, place)), ""].join("\n");
}

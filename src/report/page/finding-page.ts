import type { RaceError } from "../../explore/findings/race-error.ts";
import { formatSchedule } from "../../explore/schedule/schedule.ts";
import { type PageData, type PageRun, pageRun } from "./page-data.ts";
import { Places } from "../places.ts";

/** A race as a page shows it: the run that fails, beside the nearest one that passes. @param folder - Places are shown relative to it. */
export function findingPage({ message, finding, runs }: RaceError, folder: string): PageData {
  const places = new Places(folder);
  const placeName = (place: string): string => places.short(place);
  const shown: PageRun[] = [];
  if (runs.failing !== undefined) shown.push(pageRun("fails", runs.failing, placeName));
  if (runs.passing !== undefined) shown.push(pageRun("passes: the nearest run that does", runs.passing, placeName));
  const failure = head(message);
  const replay = /^ {2}replay {4}(.*)$/m.exec(message)?.[1];
  return {
    title: failure[0] ?? finding.failure.check,
    failure: failure.slice(1),
    facts: [
      ["level", finding.level],
      ["schedule", formatSchedule(finding.schedule)],
      ["found", `in execution ${finding.execution} by ${finding.strategy}, seed ${finding.seed}`],
      ...(replay === undefined ? [] : [["replay", replay] as const]),
    ],
    runs: shown,
  };
}

/** What failed: the report up to its first empty line. */
function head(report: string): string[] {
  const lines = report.split("\n");
  const end = lines.indexOf("");
  return lines.slice(0, end === -1 ? 1 : end);
}

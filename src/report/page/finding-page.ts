import type { RaceError } from "../../explore/findings/race-error.ts";
import { LinearizabilityError } from "../../explore/linearizability/linearizability-error.ts";
import { formatSchedule } from "../../explore/schedule/schedule.ts";
import { type PageData, type PageRun, pageRun } from "./page-data.ts";
import { pageHistory } from "./page-history.ts";
import { pageNever } from "./page-never.ts";
import { Places } from "../places.ts";

/**
 * A race as a page shows it: the failing run, beside the nearest passing one.
 *
 * @param folder - Places are shown relative to it.
 * @param sourceOf - The text of a file, if it can be read.
 */
export function findingPage(
  { report, finding, runs }: RaceError,
  folder: string,
  sourceOf?: (file: string) => string | undefined,
): PageData {
  const places = new Places(folder);
  const placeName = (place: string): string => places.short(place);
  const shown: PageRun[] = [];
  if (runs.failing !== undefined) shown.push(pageRun("fails", runs.failing, placeName, sourceOf));
  if (runs.passing !== undefined) {
    shown.push(pageRun("passes: the nearest run that does", runs.passing, placeName, sourceOf));
  }
  const [title = finding.failure.check, ...failure] = report.failure;
  const { error } = finding.failure;
  const history = error instanceof LinearizabilityError ? pageHistory(error) : undefined;
  const never = pageNever(finding.pairs, (text) => places.within(text));
  return {
    title,
    // The bars of a history are a picture.
    failure: history === undefined ? failure : failure.filter((line) => !line.includes("├")),
    ...(history !== undefined && { history }),
    ...(never !== undefined && { never }),
    facts: [
      ["level", finding.level],
      ["schedule", formatSchedule(finding.schedule)],
      ["found", `in execution ${finding.execution} by ${finding.strategy}, seed ${finding.seed}`],
      ...(report.replay === undefined ? [] : [["replay", report.replay.command] as const]),
    ],
    runs: shown,
  };
}

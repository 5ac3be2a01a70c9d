import { select } from "d3-selection";
import type { Run } from "./run.ts";

/** Everything that is known of one step, in words. */
export function showDetails(parent: HTMLElement, run: Run, index: number): void {
  const step = run.step(index);
  if (step === undefined) return;
  const lane = run.lanes[step.lane];
  const waker = run.step(step.wokenBy);
  const wakerName = waker === undefined ? undefined : (run.lanes[waker.lane]?.name ?? "the clock");
  const rows: (readonly [string, string | undefined])[] = [
    ["step", `${index + 1} of ${run.length}`],
    ["time", `${step.time} s`],
    ["task", lane === undefined ? "the clock" : `${lane.name} (${lane.path})`],
    ["does", step.label],
    ["at", step.place],
    ["woken by", waker === undefined ? undefined : `step ${waker.index + 1}, ${wakerName}: ${waker.label}`],
    ["departs", step.marks.length === 0 ? undefined : step.marks.join(", ")],
    ...run.blockedAt(index).map(({ lane: blocked, what }) => [`${run.lanes[blocked]?.name} waits for`, what] as const),
  ];
  const shown = rows.filter(([, value]) => value !== undefined);
  const list = select(parent).selectAll<HTMLDListElement, null>("dl").data([null]).join("dl");
  const entries = list.selectAll("div").data(shown).join("div");
  entries.selectAll("*").remove();
  entries.append("dt").text(([name]) => name);
  entries.append("dd").text(([, value]) => value ?? "");
}

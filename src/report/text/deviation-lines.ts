import { formatWakeUp, isWakeUp, parseWakeUp } from "../../explore/schedule/wake-up.ts";
import { late, timesLate } from "../../explore/schedule/late.ts";
import { clockActor } from "../../core/contracts/actor.ts";
import type { Deviation, Schedule } from "../../explore/schedule/schedule.ts";
import type { Recording } from "../../explore/recording/trace.ts";
import { apart, close, joined, latenesses, latest, midway, slow, stepCosts } from "../../loop/scheduler/choices.ts";
import { seconds } from "../text-width.ts";
import { titleOf, taskPath } from "../title-of.ts";

/** The departures from the default order in words, one line each. Equal ones in a row share a line. */
export function deviationLines(schedule: Schedule, told: Told): string[] {
  const rows: { readonly marks: string; readonly text: string }[] = [];
  for (let at = 0; at < schedule.length;) {
    const first = schedule[at] as Deviation;
    let end = at + 1;
    while (end < schedule.length && areAlike(first, schedule[end] as Deviation)) end += 1;
    const marks = end - at === 1 ? `▶${at + 1}` : `▶${at + 1}-${end}`;
    const times = end - at === 1 ? "" : ` ${end - at} times`;
    const overtaken = schedule.findIndex((b) => b.at === first.at && isOrder(b)) + 1;
    const rest = isOrder(first) ? ` (▷${overtaken}), which comes first by default` : "";
    rows.push({ marks, text: `${deviationText(first, told, times)}${rest}` });
    at = end;
  }
  const width = Math.max(0, ...rows.map(({ marks }) => marks.length));
  return rows.map(({ marks, text }) => `  ${marks.padEnd(width)}  ${text}`);
}

function areAlike(a: Deviation, b: Deviation): boolean {
  return a.at === b.at && isOrder(a) && pathOf(a.value) === pathOf(b.value);
}

/** Whether a deviation is about order. */
function isOrder({ at, value }: Deviation): boolean {
  return pathOf(value) !== undefined && value !== at;
}

/** Who goes first, if the value of a deviation says so: the clock, too, if time passes once. */
function pathOf(value: string): string | undefined {
  if (value === late(1)) return clockActor.title;
  return isWakeUp(value) ? parseWakeUp(value).path : undefined;
}

/** The parts of a recording that departures are told with. */
export type Told = Pick<Recording, "names" | "latencies">;

/** One departure from the default order: `read() of deposit-2 arrives before deposit-1`. @param repeated - How often. */
export function deviationText(deviation: Deviation, { names, latencies }: Told, repeated: string = ""): string {
  const { at, value } = deviation;
  const { path } = parseWakeUp(at);
  const subject = titleOf(path, names, at);
  if (value === at) return `${subject} goes on before anything else arrives`;
  const goes = pathOf(value);
  if (goes !== undefined) {
    const later = goes === path ? "an earlier wait of its own" : subject;
    return `${goesFirst(goes, names, value)}${repeated} before ${later}`;
  }
  if (value.startsWith("throw")) return `${path === taskPath(path) ? `what ${subject} waits for` : subject} fails`;
  const times = timesLate(deviation);
  if (times > 0) return `time passes ${times} times before ${subject} arrives`;
  if (value === midway) return `${subject} arrives midway to the next deadline`;
  if (value === joined) return `${subject} and what arrives next come in one macrotask`;
  if (value === apart) return `${subject} and all else that waits for the same go on in turns of their own`;
  if (value === close) return `${subject} arrives ${seconds(stepCosts.at(-1) ?? Number.NaN)} before the next deadline`;
  if (value === slow) return `the loop takes ${seconds(stepCosts.at(-1) ?? Number.NaN)} over what ${subject} brings`;
  if (value === latest) return `${subject} arrives at the latest moment`;
  const happens = happening(value);
  if (happens !== undefined) return `${subject} ${happens}`;
  if (value === "cancel") return `${subject} is cancelled while it waits`;
  if (value === "cancel-woken") return `${subject} is cancelled after it was woken and before it goes on`;
  if (value === "expire") return `the timeout around ${subject} expires while it waits`;
  const index = Number(value);
  if (path === "clock") return `the loop wakes ${seconds(latenesses[index] ?? Number.NaN)} late`;
  if (path !== taskPath(path)) return latencyText(subject, path, index, latencies);
  return `this step of ${subject} takes ${seconds(stepCosts[index] ?? Number.NaN)}`;
}

/** `read() of deposit-1 takes 0.1 s instead of 3 s`, which is its first. */
function latencyText(subject: string, path: string, index: number, all: Told["latencies"]): string {
  const [usual, taken] = [all.get(path)?.[0], all.get(path)?.[index]];
  if (usual === undefined || taken === undefined) return `${subject} takes alternative ${index} of its latencies`;
  return `${subject} takes ${seconds(taken)} instead of ${seconds(usual)}`;
}

/** What happens to something on a network. */
function happening(value: string): string | undefined {
  const [, where, skew] = /^(ahead|behind)-(.+)$/.exec(value) ?? [];
  if (skew !== undefined) return `is ${seconds(Number(skew))} ${where === "ahead" ? "ahead" : "behind"}`;
  const [, size] = /^first-(.+)$/.exec(value) ?? [];
  if (size === undefined) return happenings[value];
  if (Number(size) < 1) return `arrives in part: the first ${Number(size) * 100} % come alone`;
  return size === "1"
    ? "arrives in part: the first byte comes alone"
    : `arrives in part: the first ${size} bytes come alone`;
}

const happenings: Readonly<Record<string, string>> = {
  refuse: "is refused",
  timeout: "is never answered",
  reset: "meets a reset of the connection",
  lose: "is lost",
  loseReply: "is lost, and so is all that follows it",
  slowed: "takes a minute longer",
  cut: "is stopped: the two hosts do not reach each other for 30 s",
  duplicate: "arrives twice",
  reorder: "overtakes the one before it",
  merged: "arrives together with the one before it",
  whole: "arrives whole",
};

function goesFirst(first: string, names: ReadonlyMap<string, string>, wakeUp: string): string {
  if (first === "clock") return "time passes";
  if (/\.x\d+$/.test(first)) return `${titleOf(first, names, wakeUp)} arrives`;
  if (/\.t\d+$/.test(first)) return `${titleOf(first, names)} is due`;
  return `${titleOf(first, names)} runs`;
}

/** The steps of each deviation of a schedule. */
export function marksOf(
  schedule: Schedule,
  { steps }: Recording,
): { readonly first: Map<number, number>; readonly overtaken: Map<number, number> } {
  const first = new Map<number, number>();
  const overtaken = new Map<number, number>();
  const stepAt = new Map(steps.map(({ path, wakeUp }, at) => [formatWakeUp(path, wakeUp), at]));
  schedule.forEach(({ at, value }, index) => {
    const ordered = pathOf(value) !== undefined;
    const goes = value === late(1) ? lastPassing(steps, stepAt.get(at)) : stepAt.get(ordered ? value : at);
    if (goes !== undefined && !first.has(goes)) first.set(goes, index + 1);
    if (goes !== undefined && value === joined && !first.has(goes + 1)) first.set(goes + 1, index + 1);
    const comes = ordered ? stepAt.get(at) : undefined;
    if (comes !== undefined && !overtaken.has(comes)) overtaken.set(comes, index + 1);
  });
  return { first, overtaken };
}

/** The step in which time passed before the step `before`, or before the end. */
function lastPassing(steps: Recording["steps"], before?: number): number | undefined {
  const at = steps.slice(0, before).findLastIndex(({ path }) => path === clockActor.title);
  return at === -1 ? undefined : at;
}

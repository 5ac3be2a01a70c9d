import type { Deviation, Schedule } from "../explore/schedule.ts";
import type { Recording } from "../explore/trace.ts";
import { latenesses, stepCosts } from "../loop/choices.ts";
import { seconds } from "./fit.ts";
import { called, splitWakeUp, taskPath } from "./naming.ts";

/** One departure from the default order, in words: `read() of deposit-2 arrives before deposit-1 goes on`. */
export function deviationText({ at, value }: Deviation, names: ReadonlyMap<string, string>): string {
  const { path } = splitWakeUp(at);
  const subject = called(path, names);
  if (value.includes("@")) return goesFirst(splitWakeUp(value).path, path, names);
  if (value.startsWith("throw")) return `${subject} fails`;
  if (value === "cancel") return `${subject} is cancelled while it waits`;
  if (value === "cancel-woken") return `${subject} is cancelled when it was woken and has not gone on yet`;
  if (value === "expire") return `the timeout ${subject} expires`;
  const index = Number(value);
  if (path === "clock") return `the loop wakes ${seconds(latenesses[index] ?? Number.NaN)} late`;
  if (path !== taskPath(path)) return `${subject} takes the latency number ${index} of its list`;
  return `this step of ${subject} takes ${seconds(stepCosts[index] ?? Number.NaN)}`;
}

function goesFirst(first: string, other: string, names: ReadonlyMap<string, string>): string {
  const later = other === first ? "an earlier wait of its own" : called(other, names);
  if (first === "clock") return `time passes before ${later}`;
  if (/\.x\d+$/.test(first)) return `${called(first, names)} arrives before ${later}`;
  if (/\.t\d+$/.test(first)) return `${called(first, names)} is due before ${later}`;
  return `${called(first, names)} runs before ${later}`;
}

/** The steps that each deviation of a schedule is about. */
export function marksOf(
  schedule: Schedule,
  { steps }: Recording,
): { readonly first: Map<number, number>; readonly overtaken: Map<number, number> } {
  const first = new Map<number, number>();
  const overtaken = new Map<number, number>();
  const stepAt = new Map(steps.map(({ path, wakeUp }, at) => [`${path}@${wakeUp}`, at]));
  schedule.forEach(({ at, value }, index) => {
    const ordered = value.includes("@");
    const goes = stepAt.get(ordered ? value : at);
    if (goes !== undefined && !first.has(goes)) first.set(goes, index + 1);
    const comes = ordered ? stepAt.get(at) : undefined;
    if (comes !== undefined && !overtaken.has(comes)) overtaken.set(comes, index + 1);
  });
  return { first, overtaken };
}

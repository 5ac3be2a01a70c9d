import {
  type Certificate,
  describeCertificate,
  explore,
  formatSchedule,
  type Level,
  RaceError,
} from "timeloom/testing";
import type { Program } from "./bugs/bug.ts";
import { bugs } from "./bugs/index.ts";

/** Races of the suite that are shown, the one with its report last. */
const shown: readonly { readonly id: string; readonly level: Level }[] = [
  { id: "bank-withdraw", level: "any-order" },
  { id: "wait-for-leaks", level: "any-order" },
  { id: "stale-cache", level: "env" },
];

/** Search a few races, and the corrected programs, before the reader's eyes. @returns whether each ended as it should */
export async function showExploration(print: (line: string) => void): Promise<boolean> {
  let report = "";
  let passed = true;
  for (const { id, level } of shown) {
    const bug = bugs.find((each) => each.id === id);
    if (bug === undefined) throw new RangeError(`Cannot explore ${id}: the suite has no such bug`);
    const found = await outcomeOf(bug.buggy, level);
    const twin = await outcomeOf(bug.fixed, level);
    passed &&= found instanceof RaceError && !(twin instanceof Error);
    print(`${id}: ${bug.title}`);
    print(`  buggy  ${found instanceof RaceError ? raceLine(found) : "not found"}`);
    print(`  fixed  ${twin instanceof Error ? twin.message : firstLine(describeCertificate(twin))}`);
    if (found instanceof RaceError) report = found.message;
  }
  print(`\nThe report of the last one:\n\n${report.replaceAll(/^(?=.)/gm, "    ")}`);
  return passed;
}

async function outcomeOf(program: Program, level: Level): Promise<Certificate | RaceError> {
  try {
    return await explore(program, { level });
  } catch (error) {
    if (error instanceof RaceError) return error;
    throw error;
  }
}

function raceLine({ finding }: RaceError): string {
  const { execution, schedule, level } = finding;
  return `found in execution ${execution}, lowest level ${level}, ${formatSchedule(schedule)}`;
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}

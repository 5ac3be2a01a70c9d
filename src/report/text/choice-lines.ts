import type { Counterfactual } from "../../explore/findings/counterfactual.ts";
import type { Finding } from "../../explore/findings/finding.ts";
import type { Deviation, Schedule } from "../../explore/schedule/schedule.ts";
import { deviationLines, deviationText, type Told } from "./deviation-lines.ts";
import { limited } from "../text-width.ts";

/** The departures from the default order, and which choices matter. */
export function choiceLines({ schedule, counterfactual }: Finding, told: Told, most: number): string[] {
  const lines = limited(deviationLines(schedule, told), most, (more) => `  … ${more} more`);
  if (schedule.length === 0) lines.push("  It fails in the default order: no deviation is needed.");
  if (counterfactual === undefined) return lines;
  return [...lines, ...matterLines(schedule, counterfactual, told)];
}

function matterLines(schedule: Schedule, found: Counterfactual, told: Told): string[] {
  const lines = [`  ${[decisive(schedule, found), others(found)].filter((text) => text !== "").join("; ")}.`];
  const added = found.passing?.find((deviation) => !has(schedule, deviation));
  if (added !== undefined) lines.push(`  It passes if ${deviationText(added, told)}.`);
  return lines[0] === "  ." ? lines.slice(1) : lines;
}

function decisive({ length }: Schedule, { verified, alsoMatter }: Counterfactual): string {
  if (length === 0) return "";
  if (!verified) return `With ${length === 1 ? "this choice" : `these ${length} choices`} it fails`;
  const only = alsoMatter.length === 0 ? "Only " : "";
  const subject = length === 1 ? "this choice matters" : `these ${length} choices matter`;
  return capitalised(`${only}${subject}`);
}

/** What is known of the choices that kept their default. */
function others(found: Counterfactual): string {
  const left = found.choices - found.decisive.length;
  if (found.tried === 0) return "";
  return found.decisive.length === 0 ? ofAll(found, left) : ofOthers(found, left);
}

function ofAll({ tried, alsoMatter: { length } }: Counterfactual, left: number): string {
  const asked = tried === left ? "" : `, of ${tried} that were tried`;
  if (left === 1) return length === 0 ? "Its only choice does not matter" : "Its only choice matters";
  if (length === 0) return `None of its ${left} choices matters${asked}`;
  return `${length} of its ${left} choices ${length === 1 ? "matters" : "matter"}${asked}`;
}

function ofOthers({ tried, irrelevant, alsoMatter }: Counterfactual, left: number): string {
  if (tried === left && alsoMatter.length === 0) {
    return `${left === 1 ? "one other is" : `${left.toLocaleString("en-US")} others are`} irrelevant`;
  }
  const asked = `of ${tried === left ? "" : `${tried} that were tried of `}${left} others`;
  if (alsoMatter.length === 0) return `${asked}, all are irrelevant`;
  if (irrelevant === 0) return `${asked}, all must keep the default`;
  return `${asked}, ${irrelevant} ${irrelevant === 1 ? "is" : "are"} irrelevant and ${alsoMatter.length} must keep the default`;
}

function has(schedule: Schedule, { at, value }: Deviation): boolean {
  return schedule.some((other) => other.at === at && other.value === value);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

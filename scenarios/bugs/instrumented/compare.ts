import { spawnSync } from "node:child_process";
import { env, execPath } from "node:process";
import { fileURLToPath } from "node:url";
import type { Bug } from "../bug.ts";
import type { MeasuredTwin } from "./measure-twins.ts";

/**
 * Compare, twin by twin, what `dpor()` makes of programs that declare what they share with what it makes of the same programs where
 * nothing is declared and `timeloom/instrument` tells: print a table. Each way is measured in a process of its own.
 *
 * @param most - Executions of a twin at most.
 * @returns what is worse than it should be
 */
export function compare(bugs: readonly Bug[], most: number): string[] {
  const declared = measured("declared", bugs, most);
  const instrumented = measured("instrumented", bugs, most);
  console.log(heading);
  const worse: string[] = [];
  for (const [at, one] of declared.entries()) {
    const other = instrumented[at];
    const bug = bugs[at];
    if (other === undefined || bug === undefined) throw new Error(`nothing was measured of ${one.id}`);
    console.log(lineOf(one, other));
    worse.push(...whatIsWorse(bug, one, other));
  }
  return worse;
}

/** An execution of a program that tells what it touches may take as many times as long. */
const dearest = 5;

const heading = `${"twin".padEnd(24)} ${"declared".padStart(24)} ${"instrumented".padStart(24)}   µs each      times`;

function lineOf(one: MeasuredTwin, other: MeasuredTwin): string {
  const cost = [one, other].map(({ perExecutionUs }) => perExecutionUs.toFixed(0).padStart(5)).join(" ");
  const ratio = (other.perExecutionUs / one.perExecutionUs).toFixed(1);
  return `${one.id.padEnd(24)} ${text(one)} ${text(other)}  ${cost} ${ratio.padStart(8)}`;
}

function text({ executions, claim, failure }: MeasuredTwin): string {
  const end = failure !== undefined ? "FAILS" : claim.kind === "none" ? "not all" : claim.kind;
  return `${executions} (${end})`.padStart(24);
}

function whatIsWorse(bug: Bug, one: MeasuredTwin, other: MeasuredTwin): string[] {
  const worse: string[] = [];
  if (other.failure !== undefined) worse.push(`${bug.id} fails: ${other.failure}`);
  if (one.claim.kind !== other.claim.kind) worse.push(`${bug.id} is ${other.claim.kind}, declared ${one.claim.kind}`);
  // Where async functions wait for each other, instrumented code has more orders: each await is a choice.
  if (bug.style !== "node" && one.executions !== other.executions) {
    worse.push(`${bug.id} takes ${other.executions} executions, declared ${one.executions}`);
  }
  const ratio = other.perExecutionUs / one.perExecutionUs;
  if (ratio > dearest) worse.push(`an execution of ${bug.id} takes ${ratio.toFixed(1)} times as long as declared`);
  return worse;
}

function measured(mode: "declared" | "instrumented", bugs: readonly Bug[], most: number): MeasuredTwin[] {
  const hooks = mode === "instrumented" ? ["--import", new URL("register-plain.js", import.meta.url).href] : [];
  const program = fileURLToPath(new URL("measure-twins.js", import.meta.url));
  const { status, stdout, stderr } = spawnSync(
    execPath,
    [...hooks, program, mode, String(most), bugs.map(({ id }) => id).join(",")],
    { encoding: "utf8", env: { ...env, TIMELOOM_INSTRUMENT: "/scenarios/bugs/,!/measure-twins.js,!/hunt.js" } },
  );
  if (status !== 0) throw new Error(`the ${mode} programs could not be measured\n${stderr}`);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as MeasuredTwin);
}

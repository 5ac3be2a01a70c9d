import { newEventLoop } from "timeloom";
import { compression, duration, milliseconds } from "./amounts.ts";
import { difference } from "./difference.ts";
import { showExploration } from "./explored.ts";
import { closeDatabase } from "./http/database.ts";
import { scenarios } from "./index.ts";
import { replay, replayOn } from "./replay.ts";
import type { Program, Scenario } from "./scenario.ts";

/** What a scenario did: the sum over its programs. */
interface Row {
  readonly scenario: Scenario;
  readonly virtual: number;
  /** Real time that the virtual run took. */
  readonly realMs: number;
  /** Real time on the host, for the world outside. */
  readonly hostMs: number | undefined;
  /** How each failed program differs from what is expected. */
  readonly failures: readonly { readonly program: Program; readonly lines: readonly string[] }[];
}

const colours = { red: 31, green: 32, dim: 2 };
const coloured = process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === "";

process.exitCode = await main(process.argv.slice(2));
await closeDatabase();

/** Replay the scenarios with these ids, or all of them and show a search for races. */
async function main(ids: readonly string[]): Promise<number> {
  const unknown = ids.filter((id) => !scenarios.some((scenario) => scenario.id === id.toUpperCase()));
  if (unknown.length > 0) {
    const known = scenarios.map(({ id }) => id).join(" ");
    console.error(`Cannot replay ${unknown.join(" ")}: no such scenario\n  hint: pass ids out of ${known}`);
    return 2;
  }

  const wanted = new Set(ids.map((id) => id.toUpperCase()));
  const chosen = scenarios.filter(({ id }) => wanted.size === 0 || wanted.has(id));
  const width = Math.max(...chosen.map(({ title }) => title.length));
  console.log(
    paint(
      "dim",
      `  ${"id".padEnd(3)}  ${"scenario".padEnd(width)}  ${"virtual".padStart(10)}  ${"real".padStart(9)}  ${"on host".padStart(9)}`,
    ),
  );

  const rows: Row[] = [];
  for (const scenario of chosen) {
    const row = await rowOf(scenario);
    rows.push(row);
    print(row, width);
  }
  console.log(`\n${summary(rows)}`);
  const failed = rows.some(({ failures }) => failures.length > 0);
  if (wanted.size > 0) return failed ? 1 : 0;
  console.log(`\n${paint("dim", "races of the suite, searched")}`);
  const explored = await showExploration((line) => console.log(line));
  return failed || !explored ? 1 : 0;
}

async function rowOf(scenario: Scenario): Promise<Row> {
  const failures: { program: Program; lines: string[] }[] = [];
  let virtual = 0;
  const start = performance.now();
  for (const program of scenario.programs) {
    const outcome = await replay(program);
    virtual += outcome.duration;
    const lines = difference(program.expect, outcome);
    if (lines.length > 0) failures.push({ program, lines });
  }
  const realMs = performance.now() - start;
  if (!scenario.id.startsWith("W")) return { scenario, virtual, realMs, hostMs: undefined, failures };
  for (const program of scenario.programs.filter(({ hurried }) => hurried === undefined)) {
    const lines = await differenceOnHost(program);
    if (lines.length > 0) failures.push({ program, lines });
  }
  return { scenario, virtual, realMs, hostMs: performance.now() - start - realMs, failures };
}

/** How a program of the world outside differs on the host, where durations are not exact. */
async function differenceOnHost(program: Program): Promise<string[]> {
  const outcome = await replayOn(newEventLoop, program);
  return difference(program.expect, { ...outcome, duration: program.expect.duration });
}

function print({ scenario: { id, title }, virtual, realMs, hostMs, failures }: Row, width: number): void {
  const verdict = failures.length === 0 ? paint("green", "✓") : paint("red", "✗");
  const host = hostMs === undefined ? "" : milliseconds(hostMs).padStart(9);
  const times = `${duration(virtual).padStart(10)}  ${milliseconds(realMs).padStart(9)}  ${host}`;
  console.log(`${verdict} ${id}  ${title.padEnd(width)}  ${times}`.trimEnd());
  for (const { program, lines } of failures) {
    console.log(`\n      ${program.name}   (- expected, + actual)`);
    for (const line of lines) console.log(`      ${paintEdit(line)}`);
  }
}

function summary(rows: readonly Row[]): string {
  const programs = rows.reduce((sum, { scenario }) => sum + scenario.programs.length, 0);
  const failed = rows.reduce((sum, { failures }) => sum + failures.length, 0);
  const virtual = rows.reduce((sum, row) => sum + row.virtual, 0);
  const realMs = rows.reduce((sum, row) => sum + row.realMs, 0);
  const verdict = failed === 0 ? paint("green", "✓") : paint("red", `✗ ${failed} failed of`);
  return (
    `${verdict} ${programs} programs in ${rows.length} scenario${rows.length === 1 ? "" : "s"}: ` +
    `${duration(virtual)} of virtual time in ${milliseconds(realMs)} (${compression(virtual, realMs)})`
  );
}

function paintEdit(line: string): string {
  if (line.startsWith("-")) return paint("red", line);
  return line.startsWith("+") ? paint("green", line) : line;
}

function paint(colour: keyof typeof colours, text: string): string {
  return coloured ? `\u001B[${colours[colour]}m${text}\u001B[0m` : text;
}

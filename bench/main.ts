import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseFlags, usage, type Flags } from "./flags.ts";
import { measure, pythonVersion, type Measurement } from "./measure.ts";
import { formatValue, heading, table } from "./report.ts";
import { resultsOf } from "./result.ts";
import type { Row, Subject } from "./workload.ts";

type Measured = Map<Subject, Measurement[]>;

process.exitCode = main(process.argv.slice(2));

function main(args: string[]): number {
  let flags: Flags;
  try {
    flags = parseFlags(args);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    return 2;
  }
  if (flags.help) {
    console.log(usage);
    return 0;
  }
  return bench(flags);
}

function bench({ rows, rounds, out, check }: Flags): number {
  const python = pythonVersion();
  const whyNoPython = reasonAgainst(python);
  const measured: Measured = new Map();
  for (let round = 1; round <= rounds; round += 1) {
    for (const row of rows) measureRow(row, `round ${round}/${rounds}`, whyNoPython, measured);
  }

  const nodeMajor = Number(process.versions.node.split(".")[0]);
  const results = rows.map((row) => ({ row, results: resultsOf(row, measured, nodeMajor) }));
  const all = results.flatMap((each) => each.results);
  const machine = {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    platform: `${process.platform} ${process.arch}`,
  };
  const versions = { node: process.version, v8: process.versions.v8, python: python?.join(".") ?? null };

  console.log(`${machine.processor}, ${machine.cores} cores, ${machine.platform}`);
  console.log(`Node ${versions.node}, V8 ${versions.v8}, Python ${versions.python ?? "missing"}; ${rounds} round(s)\n`);
  console.log(`${heading}\n`);
  for (const each of results) console.log(table(each.row, each.results));

  const file = out ?? fileURLToPath(new URL(`../../bench/results/${process.version}.json`, import.meta.url));
  mkdirSync(dirname(file), { recursive: true });
  const report = { date: new Date().toISOString(), machine, versions, rounds, results: all };
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`written to ${relative(process.cwd(), file)}`);

  const failures = new Set(all.flatMap(({ missing }) => (missing?.startsWith("failed") === true ? [missing] : [])));
  for (const failure of failures) console.error(`\n${failure}`);
  const verdicts = all.flatMap(({ comparisons }) => comparisons).filter(({ target }) => target !== null);
  const missed = verdicts.filter((verdict) => verdict.holds === false).length;
  const open = verdicts.filter((verdict) => verdict.holds === null).length;
  console.log(
    `${verdicts.length - missed - open} of ${verdicts.length} targets hold, ${missed} missed, ${open} not measured`,
  );

  const lacksPython = whyNoPython !== null && rows.some((row) => row.subjects.some(isPython));
  if (lacksPython) {
    console.error(
      `Cannot compare with CPython: ${whyNoPython}\n  hint: put a python3 of version 3.11 or later on the PATH`,
    );
    return 2;
  }
  return failures.size > 0 || (check && missed > 0) ? 1 : 0;
}

function reasonAgainst(python: readonly number[] | undefined): string | null {
  if (python === undefined) return "there is no python3";
  const [major = 0, minor = 0] = python;
  return major === 3 && minor >= 11 ? null : `python3 is ${python.join(".")} and has no TaskGroup`;
}

function isPython({ script }: Subject): boolean {
  return script !== undefined;
}

function measureRow(row: Row, round: string, whyNoPython: string | null, measured: Measured): void {
  for (const subject of row.subjects) {
    const earlier = measured.get(subject) ?? [];
    if (earlier.some((measurement) => !("value" in measurement))) continue; // it would fail again
    const measurement =
      isPython(subject) && whyNoPython !== null ? { unavailable: whyNoPython } : measure(row, subject);
    measured.set(subject, [...earlier, measurement]);
    const text = "value" in measurement ? formatValue(measurement.value, row.unit.symbol) : Object.keys(measurement)[0];
    console.error(`${round}  ${row.name} ${subject.name}: ${text ?? ""}`);
  }
}

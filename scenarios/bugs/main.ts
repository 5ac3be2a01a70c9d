import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { auto, type SearchStrategy } from "timeloom/testing";
import type { Bug } from "./bug.ts";
import { contenders } from "./contenders.ts";
import { type Flags, parseFlags, usage } from "./flags.ts";
import { compare } from "./instrumented/compare.ts";
import { hunt, type Shrunk, shrunkOf, survive } from "./hunt.ts";
import type { Measured, Searched } from "./measured.ts";
import { heading, lineOf } from "./report.ts";
import { missedTargets, outOfReach } from "./targets.ts";

/** Executions after which a search is given up: some times the target, since most strategies miss it for some bug. */
const patience = { T1: 1_000, T2: 5_000, T3: 100_000 } as const;
/** The same where nothing is expected. */
const littlePatience = 1_000;

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
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

  if (flags.instrumented) return compared(flags);

  console.log(`Executions until found, median/p95 over ${flags.seeds} seeds\n`);
  console.log(heading(flags.strategies));
  const all: Measured[] = [];
  for (const bug of flags.bugs) {
    const measured = await measure(bug, flags);
    all.push(measured);
    console.log(lineOf(measured));
  }

  const missed = missedTargets(all);
  mkdirSync(dirname(flags.json), { recursive: true });
  writeFileSync(flags.json, `${JSON.stringify({ ...flags, bugs: all.map(plain), missed }, undefined, 2)}\n`);
  console.log(missed.length === 0 ? "\nall targets are met" : `\nmissed:\n  ${missed.join("\n  ")}`);
  return missed.length === 0 ? 0 : 1;
}

/** What instrumented programs that declare nothing cost, against those that do. */
function compared({ bugs, twins }: Flags): number {
  console.log("Executions of dpor() on the twins, and what one takes\n");
  const worse = compare(bugs, twins);
  console.log(worse.length === 0 ? "\ninstrumented is as good as declared" : `\nworse:\n  ${worse.join("\n  ")}`);
  return worse.length === 0 ? 0 : 1;
}

async function measure(bug: Bug, { strategies, seeds, max, twins }: Flags): Promise<Measured> {
  const most = Math.min(max, outOfReach.includes(bug.id) ? littlePatience : patience[bug.tier]);
  const searched: Searched[] = [];
  const shrunk: Shrunk[] = [];
  for (const strategy of strategies) {
    const found: number[] = [];
    for (let seed = 0; seed < seeds; seed++) {
      progress(`${bug.id}: ${strategy}, seed ${seed}`);
      const hunted = await hunt(bug.buggy, contenderOf(strategy), seed, most, bug);
      found.push(hunted.found ?? Infinity);
      const small = strategy === strategies[0] ? await shrunkOf(hunted, seed) : undefined;
      if (small !== undefined) shrunk.push(small);
    }
    searched.push({ strategy, max: most, found });
  }
  progress(`${bug.id}: twin`);
  const twin = twins === 0 ? undefined : await survive(bug.fixed, auto({ allDeclared: true }), twins, bug);
  progress("");
  return { bug, searched, shrunk, twin };
}

function contenderOf(name: string): SearchStrategy {
  const make = contenders[name];
  if (make === undefined) throw new RangeError(`There is no strategy ${name}`);
  return make();
}

/** One line that is written over; only on a terminal. */
function progress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${line}`);
}

/** What JSON can hold: null where a bug was not found. */
function plain({ bug, ...measured }: Measured): object {
  const { id, title, tier, style } = bug;
  return { id, title, tier, style, ...measured };
}

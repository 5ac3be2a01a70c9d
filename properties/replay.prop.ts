import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { Executions, type Replay } from "#explore/execution/executions";
import { timesLate } from "#explore/schedule/late";
import { formatSchedule, parseSchedule, type Schedule } from "#explore/schedule/schedule";
import { random } from "#explore/strategies/random";
import type { Level } from "#testing";
import { type Act, anyProgram, bodyOf, type Log } from "./small-programs.ts";

const levels = ["env", "jitter", "any-order"] as const;
const bounds = { seed: 0, maxIterations: 300, maxTime: 1_000, checks: new Set<never>() };

/** Executions of one program, with the log of the last one. */
class Recording {
  #log: Log = [];
  readonly executions: Executions;

  constructor(acts: readonly Act[]) {
    this.executions = new Executions(() => {
      this.#log = [];
      return bodyOf(acts, this.#log)();
    }, bounds);
  }

  async random(level: Level, seed: number): Promise<Replay & { readonly log: Log }> {
    const strategy = random()({ seed, level }).next();
    if (strategy === undefined) throw new Error("a random search never ends");
    const { taken } = await this.executions.run(level, strategy);
    const located = await this.executions.locate(level, taken);
    return { ...located, log: this.#log };
  }

  async replay(level: Level, text: string): Promise<Replay & { readonly log: Log }> {
    const replay = await this.executions.replay(level, parseSchedule(text));
    return { ...replay, log: this.#log };
  }
}

const anyWakeUp = fc
  .tuple(
    fc.constantFrom("main", "main.0", "main.0.12", "main.t3", "main.1.c0.2", "main.0.x4", "clock", "host.0"),
    fc.nat(99),
  )
  .map(([path, turn]) => `${path}@${turn + 1}`);
const anyDeviation = fc.record({
  at: anyWakeUp,
  value: fc.oneof(
    anyWakeUp,
    fc.integer({ min: 1, max: 99 }).map(String),
    fc.constantFrom(
      "throw",
      "throw.2",
      "midway",
      "joined",
      "merged",
      "first-1",
      "reset",
      "late.3",
      "latest",
      "close",
      "slow",
      "cancel",
      "cancel-woken",
      "expire",
    ),
  ),
});

/** How many departures `schedule` asks for: letting time pass several deadlines counts as often. */
function departures(schedule: Schedule): number {
  return schedule.reduce((sum, deviation) => sum + Math.max(1, timesLate(deviation)), 0);
}

test.prop({ schedule: fc.array(anyDeviation) })("Any schedule is read as it was written", ({ schedule }) => {
  const text = formatSchedule(schedule);

  expect(parseSchedule(text)).toEqual(schedule);
  expect(text).toMatch(/^[\w:@=,.-]+$/); // a shell leaves it alone
});

test.prop({ acts: anyProgram, level: fc.constantFrom(...levels), seed: fc.nat() }, { numRuns: 500 })(
  "A schedule that was recorded repeats the execution, whatever the program and however random",
  async ({ acts, level, seed }) => {
    const recording = new Recording(acts);
    const recorded = await recording.random(level, seed);

    const replayed = await recording.replay(level, formatSchedule(recorded.schedule));

    expect(replayed.log).toEqual(recorded.log);
    expect(replayed.taken).toEqual(recorded.taken);
    expect(replayed.skipped).toEqual([]);
    expect(replayed.schedule).toEqual(recorded.schedule);
  },
);

test.prop(
  {
    acts: anyProgram,
    level: fc.constantFrom(...levels),
    seed: fc.nat(),
    keep: fc.array(fc.boolean(), { minLength: 1 }),
  },
  { numRuns: 500 },
)(
  "Any part of a schedule can be replayed, and says itself what of it happened",
  async ({ acts, level, seed, keep }) => {
    const recording = new Recording(acts);
    const { schedule } = await recording.random(level, seed);
    const part = schedule.filter((_, at) => keep[at % keep.length]);

    const replayed = await recording.replay(level, formatSchedule(part));
    const again = await recording.replay(level, formatSchedule(replayed.schedule));

    expect(departures(replayed.schedule) + departures(replayed.skipped)).toBe(departures(part));
    expect(again.log).toEqual(replayed.log);
    expect(again.skipped).toEqual([]);
  },
);

import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Recording, Step } from "#explore/recording/trace";
import { RaceError } from "#testing";
import { describeFinding } from "#report/text/describe-finding";
import type { ReportedFinding } from "#report/text/reported-finding";
import { type Finding, parseSchedule } from "#testing";

type Part = Partial<Omit<Finding, "schedule">> & { readonly schedule?: string };

function step(label: string, then: string = "returns", more: Partial<Step> = {}): Step {
  const [path = "", wakeUp] = label.split("@");
  const [kind = "", ...what] = then.split(" ");
  return {
    path,
    name: path,
    kind: "task",
    wakeUp: Number(wakeUp),
    time: 0,
    wokenBy: undefined,
    outcome: { kind: kind as "waits", what: what.join(" ") },
    deviations: [],
    ...more,
  };
}

function recordingOf(steps: readonly Step[], more: Partial<Recording> = {}): Recording {
  const names = new Map(steps.map(({ path, name }) => [path, name]));
  return {
    steps,
    accesses: [],
    places: new Map(),
    names,
    calls: [],
    latencies: new Map(),
    crossings: new Map(),
    body: undefined,
    ...more,
  };
}

function report({ schedule = "v1:", ...part }: Part, recording?: Recording, folder: string = "/home/me"): string {
  const error = part.failure?.error ?? Object.assign(new TypeError("it broke"), { stack: "" });
  const finding: Finding = {
    failure: { check: "body", message: error.message, error, blocked: [] },
    level: "env",
    searchedAt: "env",
    schedule: parseSchedule(schedule),
    minimal: true,
    execution: 7,
    strategy: "random",
    seed: 0,
    deviations: parseSchedule(schedule).length,
    choices: 10,
    replays: 0,
    reproduced: 10,
    counterfactual: undefined,
    ...part,
  };
  const reported: ReportedFinding = { finding, failure: finding.failure, recording, folder, hasWorld: false };
  return new RaceError(describeFinding(reported), finding).message;
}

const lines = (text: string): string[] => text.split("\n");

describe("describeFinding()", () => {
  it("names the error first, and the replay last", () => {
    const text = lines(report({ schedule: "v1:main.0@1=main.1@1" }));

    expect(text[0]).toBe("TypeError: it broke");
    expect(text.slice(-2)).toEqual([
      "  replay    npx timeloom replay <file> --schedule v1:main.0@1=main.1@1",
      '  in tests  await replay(body, "v1:main.0@1=main.1@1")',
    ]);
  });

  it.each([
    ["fifo", "happens in the default order of a real loop"],
    ["env", "can happen on a real loop"],
    ["jitter", "can happen on a slow machine"],
    ["any-order", "over-approximation: no lower level was seen to allow this order"],
  ] as const)("says what a finding at level %s means: %s", (level, meaning) => {
    expect(report({ level })).toContain(`  level     ${level} (${meaning})\n`);
  });

  it("replays with the level, the seed and the check of the finding, where they are not the default", () => {
    const failure = { check: "leaked-task" as const, message: "it is pending", blocked: [] };
    const text = report({ level: "jitter", seed: 3, failure, schedule: "v1:clock@1=2" });

    expect(lines(text).slice(-2)).toEqual([
      "  replay    npx timeloom replay <file> --level jitter --seed 3 --check leaked-task --schedule v1:clock@1=2",
      '  in tests  await replay(body, "v1:clock@1=2", { level: "jitter", seed: 3, checks: ["leaked-task"] })',
    ]);
  });

  it("shows a column per task, marks what goes first, and what it overtakes", () => {
    const recording = recordingOf(
      [
        step("main@1", "waits job-1"),
        step("main.1@1", "waits sleep(1)", { name: "job-2" }),
        step("main.0@1", "throws TypeError", { name: "job-1", time: 1.5 }),
      ],
      { places: new Map([[2, "/home/me/test/job.ts:12"]]) },
    );

    expect(lines(report({ schedule: "v1:main.0@1=main.1@1" }, recording)).slice(5, 12)).toEqual([
      "     time  main     job-1        job-2       → waits at",
      "           main     main.0       main.1",
      "      0 s  → job-1",
      "▶1                               → sleep(1)",
      "▷1  1.5 s           ✗ TypeError              job.ts:12",
      "",
      "  ▶1  job-2 runs before job-1 (▷1), which comes first by default",
    ]);
  });

  it("tells tasks of one name apart by their paths", () => {
    const steps = ["main@1", "main.1@1", "main.0@1"].map((label) => step(label, "returns", { name: "worker" }));

    expect(report({ schedule: "v1:main.0@1=main.1@1" }, recordingOf(steps))).toContain(
      "▶1  worker (main.1) runs before worker (main.0) (▷1)",
    );
  });

  it("shows who waits for whom in a deadlock, once, and paths relative to the folder", () => {
    const blocked = [{ task: "a", waitsFor: "Lock.acquire()", owner: "b", place: "/home/me/test/lock.ts:3" }];
    const message = "Deadlock at t=0 s: 1 task(s) wait\n  a  waits for Lock.acquire()";
    const hint = "look for a lock";
    const text = report({ failure: { check: "deadlock", message, hint, error: new Error(message), blocked } });

    expect(lines(text).slice(0, 3)).toEqual([
      "Deadlock at t=0 s: 1 task(s) wait",
      "  a  waits for Lock.acquire(), held by b  test/lock.ts:3",
      "  hint: look for a lock",
    ]);
  });

  it("wraps a long schedule so that a shell reads it as one, and never cuts it", () => {
    const schedule = `v1:${Array.from({ length: 12 }, (_, i) => `main.0@${i + 1}=main.1@${i + 1}`).join(",")}`;
    const text = report({ schedule });

    const start = text.indexOf("npx timeloom");
    const command = text.slice(start, text.indexOf("\n  in tests"));
    expect(command).toContain("\\\n");
    expect(command.replaceAll("\\\n", "")).toBe(`npx timeloom replay <file> --schedule ${schedule}`);
  });

  const anyText = fc.oneof(fc.string({ maxLength: 200 }), fc.constantFrom("x".repeat(300), "a\nb\tc", "\u001B[31mred"));
  const anyPath = fc.array(fc.nat(12), { maxLength: 3 }).map((parts) => ["main", ...parts].join("."));
  const anyStep = fc.record({
    path: anyPath,
    name: anyText,
    kind: fc.constantFrom("task", "timer", "callback", "arrival", "clock"),
    wakeUp: fc.integer({ min: 1, max: 9 }),
    time: fc.double({ min: 0, max: 1e6, noNaN: true }),
    wokenBy: fc.constant(undefined),
    outcome: fc.record({ kind: fc.constantFrom("waits", "returns", "throws", "cancelled"), what: anyText }),
    deviations: fc.constant([]),
  });
  const anyAccess = fc.record({
    property: fc.constantFrom("account.balance", "y".repeat(200)),
    kind: fc.constantFrom("read", "write"),
    path: anyPath,
    step: fc.nat(150),
    place: fc.option(anyText, { nil: undefined }),
  });
  const anyDeviation = fc.tuple(anyPath, fc.integer({ min: 1, max: 9 }), anyPath, fc.integer({ min: 1, max: 9 }));

  test.prop(
    {
      steps: fc.array(anyStep, { maxLength: 150, size: "max" }),
      accesses: fc.array(anyAccess, { maxLength: 20 }),
      deviations: fc.array(anyDeviation, { maxLength: 150, size: "max" }),
      message: fc.array(anyText, { maxLength: 80, size: "max" }),
      blocked: fc.array(fc.record({ task: anyText, waitsFor: anyText }), { maxLength: 40, size: "max" }),
      check: fc.constantFrom("body" as const, "deadlock" as const),
    },
    { numRuns: 150 },
  )("keeps to 60 lines of 120 columns, whatever has happened", ({ steps, accesses, deviations, ...failure }) => {
    const schedule = `v1:${deviations.map(([at, i, value, j]) => `${at}@${i}=${value}@${j}`).join(",")}`;
    const recording = recordingOf(steps, {
      accesses,
      places: new Map(steps.map(({ name }, i) => [i, `/home/me/${name}:${i}`])),
    });

    const text = lines(report({ schedule, failure: { ...failure, message: failure.message.join("\n") } }, recording));

    expect(text.length).toBeLessThanOrEqual(60);
    expect(text.filter((line) => Array.from(line).length > 120)).toEqual([]);
    expect(text.at(-1)).toMatch(/^  in tests  await replay\(body, /);
  });
});

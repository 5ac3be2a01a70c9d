import { describe, expect, it } from "vitest";
import { type Body, createTask, getRunningLoop, sleep } from "#index";
import { Executions } from "#explore/execution/executions";
import { parseSchedule } from "#explore/schedule/schedule";
import { type Recording, type Step, Trace } from "#explore/recording/trace";
import { type Level, simulate } from "#testing";

/** What is written down of `body` by `schedule`. */
async function recordingOf(
  body: Body<[], unknown>,
  { schedule = "v1:", level = "env", debug = false }: { schedule?: string; level?: Level; debug?: boolean } = {},
): Promise<Recording> {
  const trace = new Trace();
  const executions = new Executions(body, { seed: 0, maxIterations: 1_000, maxTime: 1_000, checks: new Set() });
  const replay = await executions.replay(level, parseSchedule(schedule), { probe: trace, debug });
  return trace.recording(replay.schedule);
}

function brief({ path, wakeUp, name, kind, time, outcome }: Step): string {
  const parts = [`${time} s`, `${path}@${wakeUp}`, name, kind, outcome?.kind ?? "", outcome?.what ?? ""];
  return parts.filter((part) => part !== "").join(" ");
}

describe("Trace", () => {
  it("writes down what runs when, and how each step leaves its task", async () => {
    const { steps } = await recordingOf(function* () {
      const child = createTask(
        function* () {
          yield* sleep(1);
          throw new TypeError("no");
        },
        { name: "child" },
      );
      getRunningLoop().callSoon(() => createTask(() => sleep(5), { name: "late" }).cancel());
      yield* child;
    });

    expect(steps.map(brief)).toEqual([
      "0 s main@1 Task-1 task waits child",
      "0 s main.0@1 child task waits sleep(1)",
      "0 s main.c0@1 a callback callback",
      "0 s main.c0.0@1 late task cancelled",
      "1 s clock@1 clock clock",
      "1 s main.0.t0@1 sleep(1) timer",
      "1 s main.0@2 child task throws TypeError",
      "1 s main@2 Task-1 task throws TypeError",
      "1 s main.c1@1 a callback callback",
    ]);
  });

  it("shows where a task ends that goes on by a native promise, in the microtasks of another step", async () => {
    const { steps } = await recordingOf(async () => {
      await new Promise<void>((resolve) => getRunningLoop().callLater(1, resolve));
      throw new TypeError("no");
    });

    expect(steps.map(brief).slice(-3, -1)).toEqual([
      "1 s main.t0@1 a timer timer",
      "1 s main@2 Task-1 task throws TypeError",
    ]);
  });

  it("ends with the body: how what is left is cleaned up does not count", async () => {
    const { steps } = await recordingOf(function* () {
      createTask(() => sleep(1), { name: "left" });
      yield* sleep(0);
    });

    expect(steps.map(brief)).toEqual([
      "0 s main@1 Task-1 task waits sleep(0)",
      "0 s main.0@1 left task waits sleep(1)",
      "0 s main@2 Task-1 task returns",
      "0 s main.c0@1 a callback callback",
    ]);
  });

  it("says who woke a step, and which deviation made it go first", async () => {
    const store = simulate({ get: async () => "value", set: async () => undefined });
    const { steps } = await recordingOf(
      async () => {
        const reader = createTask(() => store.get());
        const writer = createTask(() => store.set());
        await Promise.all([reader, writer]);
      },
      { schedule: "v1:main.0.x0@1=main.1.x0@1" },
    );

    const arrivals = steps.filter(({ kind }) => kind === "arrival");
    expect(arrivals.map((step) => [step.name, step.deviations])).toEqual([
      ["set()", [{ at: "main.0.x0@1", value: "main.1.x0@1" }]],
      ["get()", []],
    ]);
    const writer = steps.findLast(({ path }) => path === "main.1");
    expect(steps[writer?.wokenBy ?? -1]).toBe(arrivals[0]);
  });

  it("marks the step that takes longer, and the clock that is late", async () => {
    const { steps } = await recordingOf(() => sleep(1), {
      level: "jitter",
      schedule: "v1:main@1=1,clock@2=2",
    });

    const deviating = steps.filter(({ deviations }) => deviations.length > 0);
    expect(deviating.map(brief)).toEqual(["0.001 s main@1 Task-1 task waits sleep(1)", "1.011 s clock@2 clock clock"]);
  });

  it("knows places in debug mode only, and never puts them into a step", async () => {
    const body = async (): Promise<void> => {
      await sleep(1);
    };

    const debugged = await recordingOf(body, { debug: true });
    // Step 0 leaves its task there, and what step 2 brings was set there.
    const place: unknown = expect.stringMatching(/trace\.test\.ts:109$/);
    expect([...debugged.places]).toEqual([
      [0, place],
      [2, place],
    ]);
    expect(debugged.body).toMatch(/trace\.test\.ts:\d+$/);
    const plain = await recordingOf(body);
    expect(plain.places.size).toBe(0);
    expect(plain.steps).toEqual(debugged.steps);
  });
});

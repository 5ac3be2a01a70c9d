import { describe, expect, it } from "vitest";
import { gather, sleep } from "#index";
import { mermaidDiagram } from "#report/formats/mermaid-diagram";
import { perfettoTrace } from "#report/formats/perfetto-trace";
import { explore, RaceError, simulate } from "#testing";
import type { Recording } from "#explore/recording/trace";

/** Two calls whose answers come in the wrong order, after a second. */
async function program(): Promise<void> {
  const store = simulate({ get: async () => 1, set: async () => 2 });
  const came: string[] = [];
  await sleep(1);
  await gather(
    async () => {
      await store.get();
      came.push("get");
    },
    async () => {
      await store.set();
      came.push("set");
    },
  );
  if (came[0] === "set") throw new Error("too early");
}

async function failingRun(): Promise<Recording> {
  const error: unknown = await explore(program).catch((thrown: unknown) => thrown);
  if (error instanceof RaceError && error.runs.failing !== undefined) return error.runs.failing;
  throw new Error("the race was not found", { cause: error });
}

interface Event {
  readonly name: string;
  readonly ph: string;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly id?: number;
  readonly args?: { readonly name?: string; readonly step?: number };
}

describe("perfettoTrace()", () => {
  it("has a named track for each task, and a slice for each step, at its virtual time", async () => {
    const recording = await failingRun();
    const { traceEvents } = JSON.parse(perfettoTrace(recording)) as { readonly traceEvents: readonly Event[] };
    const names = traceEvents.filter(({ ph }) => ph === "M").map(({ args }) => args?.name);
    const slices = traceEvents.filter(({ ph }) => ph === "X");

    expect(names).toEqual(expect.arrayContaining(["Task-1 (main)", "Task-2 (main.0)", "Task-3 (main.1)"]));
    expect(slices.map(({ args }) => args?.step)).toEqual(recording.steps.map((_, i) => i + 1));
    expect(slices.find(({ name }) => name === "→ get()")?.ts).toBeGreaterThanOrEqual(1e6);
  });

  it("never draws two slices of a track over each other", async () => {
    const { traceEvents } = JSON.parse(perfettoTrace(await failingRun())) as { readonly traceEvents: readonly Event[] };
    const ends = new Map<number, number>();
    for (const { ph, tid, ts, dur = 0 } of traceEvents) {
      if (ph !== "X") continue;
      expect(ts).toBeGreaterThanOrEqual(ends.get(tid) ?? 0);
      ends.set(tid, ts + dur);
    }
  });

  it("joins each wake-up's two ends, and marks the deviation", async () => {
    const { traceEvents } = JSON.parse(perfettoTrace(await failingRun())) as { readonly traceEvents: readonly Event[] };
    const ids = (phase: string): (number | undefined)[] =>
      traceEvents.filter(({ ph }) => ph === phase).map(({ id }) => id);

    expect(ids("s")).toEqual(ids("f"));
    expect(ids("s").length).toBeGreaterThan(2);
    expect(traceEvents.filter(({ ph }) => ph === "i").map(({ name }) => name)).toEqual(["main.0.x0@1=main.1.x0@1"]);
  });
});

describe("mermaidDiagram()", () => {
  it("has a participant for each task, and tells waits, wake-ups and the deviation in order", async () => {
    expect(mermaidDiagram(await failingRun())).toMatchInlineSnapshot(`
      "sequenceDiagram
        participant main as Task-1
        participant main_0 as Task-2
        participant main_1 as Task-3
        Note over main: waits for sleep(1)
        Note over main: t = 1 s
        Note over main: waits for gather(Task-2, Task-3)
        main->>main_0: wakes
        Note over main_0: waits for get()
        main->>main_1: wakes
        Note over main_1: waits for set()
        Note over main_1: ▶ main.0.x0@1=main.1.x0@1
        Note over main_1: set() arrives
        Note over main_1: returns
        Note over main_0: get() arrives
        Note over main_0: returns
        main_0->>main: wakes
        Note over main: throws Error
      "
    `);
  });

  it("stops where nobody could read on, and says how much more there is", async () => {
    const recording = await failingRun();
    const [step] = recording.steps;
    const long = { ...recording, steps: Array.from({ length: 500 }, () => step).flatMap((each) => each ?? []) };

    expect(mermaidDiagram(long)).toContain("… and 300 more steps");
  });

  it("keeps names from being read as syntax", () => {
    const step = { path: "main", name: "a;b#c", kind: "task", wakeUp: 1, time: 0, wokenBy: undefined } as const;
    const outcome = { kind: "waits", what: "x;y" } as const;
    const recording = {
      steps: [{ ...step, outcome, deviations: [] }],
      accesses: [],
      calls: [],
      latencies: new Map(),
      crossings: new Map(),
      places: new Map<number, string>(),
      names: new Map([["main", "a;b#c"]]),
      body: undefined,
    };

    expect(mermaidDiagram(recording)).toBe(
      "sequenceDiagram\n  participant main as a#59;b#35;c\n  Note over main: waits for x#59;y\n",
    );
  });
});

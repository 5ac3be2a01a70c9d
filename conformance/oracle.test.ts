import { describe, expect, it } from "vitest";
import { runOnCPython } from "./oracle.ts";
import { PROGRAMS_PATH, TRACES_PATH, readJsonLines } from "./program-file.ts";
import type { Block, Program, TraceRecord } from "./program.ts";

describe("the corpus", () => {
  it("is what CPython does, record by record", async () => {
    const programs = readJsonLines<Program>(PROGRAMS_PATH);
    const recorded = readJsonLines<TraceRecord>(TRACES_PATH);
    const records = await runOnCPython(programs);
    const differing = records.filter((record, index) => JSON.stringify(record) !== JSON.stringify(recorded[index]));
    expect(records).toHaveLength(1_500);
    expect(differing.map(({ id }) => id)).toEqual([]);
  }, 60_000);
});

describe("what the corpus does not hold", () => {
  it("tells when a timeout ends, in absolute time", async () => {
    const { trace } = await run([
      ["sleep", 1],
      [
        "timeout",
        "cm1",
        2,
        [
          ["when", "cm1"],
          ["reschedule", "cm1", null],
          ["when", "cm1"],
        ],
      ],
    ]);
    expect(eventsOf(trace, "when")).toEqual([
      [1, "main", "op", ["1.0", "when", 3]],
      [1, "main", "op", ["1.2", "when", null]],
    ]);
  });

  it("sets a variable and counts on", async () => {
    const { trace } = await run(
      [
        ["setvar", "v0", 5],
        ["incvar", "v0", 2],
      ],
      { objects: [["v0", "var", 0]] },
    );
    expect(eventsOf(trace, "setvar")).toEqual([[0, "main", "op", ["0", "setvar", null]]]);
    expect(eventsOf(trace, "incvar")).toEqual([[0, "main", "op", ["1", "incvar", 7]]]);
  });

  it("leaves the state as it stands when the rounds of the loop are used up", async () => {
    const record = await run(
      [
        ["spawn", "t1", [["forever", [["sleep", 0.5]]]]],
        ["await", ["ref", "t1"]],
      ],
      { max_iterations: 4 },
    );
    expect(record).toMatchObject({
      outcome: "budget",
      result: null,
      iterations: 4,
      time: 0.5,
      pending: ["main", "t1"],
    });
    expect(record.trace.at(-1)).toEqual([0.5, "t1", "begin", ["0.1.0", "sleep"]]);
  });

  it("stops before the op that is one too many", async () => {
    const record = await run(
      [
        [
          "try",
          [
            ["log", "a"],
            ["log", "b"],
          ],
          [["BaseException", [["log", "c"]], false]],
          [],
        ],
      ],
      { max_ops: 2 },
    );
    expect(record).toMatchObject({ outcome: "budget", result: null, ops: 2, pending: ["main"] });
    expect(record.trace.at(-1)).toEqual([0, "main", "op", ["0.0", "log", "a"]]);
  });

  it("starts an eager task inside a callback, where no task is current", async () => {
    const { trace } = await run([
      [
        "call_soon",
        "h1",
        [
          ["cancelling", null],
          [
            "spawn_eager",
            "t1",
            [
              ["cancelling", null],
              ["sleep", 0],
            ],
          ],
          ["state", "t1"],
        ],
      ],
      ["sleep", 0],
    ]);
    expect(trace.filter(([, name]) => name !== "main").slice(0, 7)).toEqual([
      [0, "cb:h1", "callback", []],
      [0, "cb:h1", "skip", ["0", "cancelling"]],
      [0, "t1", "enter", null],
      [0, "t1", "op", ["0", "cancelling", 0]],
      [0, "t1", "begin", ["1", "sleep"]],
      [0, "cb:h1", "op", ["1", "spawn_eager", null]],
      [0, "cb:h1", "op", ["2", "state", "pending"]],
    ]);
  });

  it("keeps only the first word of what stands in angle brackets", async () => {
    const { result } = await run([["await", ["ref", "main"]]]);
    expect(result).toEqual(["RuntimeError", "Task cannot await on itself: <Task>"]);
  });
});

it("names the programs of which one makes CPython fail, and runs the next one afresh", async () => {
  const nameless = JSON.parse('{"objects":[],"main":[]}') as Program;
  const programs: Program[] = [{ id: "p1", objects: [], main: [] }, nameless];
  await expect(runOnCPython(programs)).rejects.toThrow("CPython fails in one of the programs p1, ");
  expect(await run([["return", 7]])).toMatchObject({ outcome: "ok", result: 7 });
});

it("reports progress after every 50 programs", async () => {
  const done: number[] = [];
  const programs = Array.from({ length: 101 }, (): Program => ({ id: "p", objects: [], main: [] }));
  await runOnCPython(programs, (count) => done.push(count));
  expect(done).toEqual([50, 100, 101]);
});

async function run(main: Block, parts: Partial<Program> = {}): Promise<TraceRecord> {
  const [record] = await runOnCPython([{ id: "test", objects: [], main, ...parts }]);
  if (record === undefined) throw new Error("There is no record");
  return record;
}

function eventsOf(trace: TraceRecord["trace"], op: string): TraceRecord["trace"] {
  return trace.filter(([, , , detail]) => Array.isArray(detail) && detail[1] === op);
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conformance } from "./conformance.ts";
import { PROGRAMS_PATH, TRACES_PATH, readJsonLines, writeJsonLines } from "./program-file.ts";
import type { Program, TraceRecord } from "./program.ts";

interface Run {
  readonly code: number;
  readonly printed: string;
  readonly complaints: string;
}

async function command(...args: string[]): Promise<Run> {
  const printed: string[] = [];
  const complaints: string[] = [];
  const code = await conformance(args, {
    columns: 120,
    print: (text) => printed.push(text),
    complain: (text) => complaints.push(text),
    progress: () => {},
  });
  return { code, printed: printed.join("\n"), complaints: complaints.join("\n") };
}

describe("the corpus", () => {
  it("gives CPython's traces in the generator and in the async style", async () => {
    const { code, printed } = await command();
    expect(printed).toBe("generator: 1500 programs, 0 differ\nasync: 1500 programs, 0 differ");
    expect(code).toBe(0);
  });

  it("gives CPython's traces if generators and async functions await each other", async () => {
    const { code, printed } = await command("--style", "mixed", "--seed", "1");
    expect(printed).toBe("mixed: 1500 programs, 0 differ");
    expect(code).toBe(0);
  });
});

describe("the command", () => {
  let folder: string;
  let programs: Program[];
  let traces: TraceRecord[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "conformance-"));
    programs = readJsonLines<Program>(PROGRAMS_PATH).slice(0, 3);
    traces = readJsonLines<TraceRecord>(TRACES_PATH).slice(0, 3);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  function file(name: string, values: Iterable<unknown>): string {
    const path = join(folder, name);
    writeJsonLines(path, values);
    return path;
  }

  it("runs the programs of a file, plain or compressed", async () => {
    const run = await command(
      ...["--style", "generator"],
      ...["--programs", file("good.jsonl", programs), "--traces", file("good-traces.jsonl.gz", traces)],
    );
    expect(run).toEqual({ code: 0, printed: "generator: 3 programs, 0 differ", complaints: "" });
  });

  it("shows where a program differs, and counts it in the last line", async () => {
    const planted = traces.map((record, index) => (index === 1 ? { ...record, time: record.time + 1 } : record));
    const { code, printed } = await command(
      ...["--style", "generator"],
      ...["--programs", file("p.jsonl", programs), "--traces", file("planted.jsonl", planted)],
    );
    expect(code).toBe(1);
    expect(printed).toContain(`${programs[1]?.id} differs in what is left when the loop stops`);
    expect(printed.split("\n").at(-1)).toBe("generator: 3 programs, 1 differ");
  });

  it("asks a live CPython about programs without traces", async () => {
    const run = await command("--style", "generator", "--programs", file("untraced.jsonl", programs));
    expect(run).toEqual({ code: 0, printed: "generator: 3 programs, 0 differ", complaints: "" });
  });

  it("makes fresh programs, the same ones for the same seed", async () => {
    const { code, printed } = await command("--fresh", "3", "--seed", "11");
    expect(printed.split("\n")).toEqual([
      "3 fresh programs of seed 11",
      "generator: 3 programs, 0 differ",
      "async: 3 programs, 0 differ",
      "mixed: 3 programs, 0 differ",
    ]);
    expect(code).toBe(0);
  });

  it.each<[string, () => string[], RegExp]>([
    ["a style that there is not", () => ["--style", "fast"], /^Unknown style "fast"/],
    ["a file that is missing", () => ["--programs", join(folder, "none.jsonl")], /^Cannot read programs .*ENOENT/],
    ["a file that is no JSON", () => ["--programs", import.meta.filename], /^Cannot read programs .*JSON/],
    ["a file of something else", () => ["--programs", file("traces.jsonl", traces)], /^Line 1 .* is no program/],
    ["an empty file", () => ["--programs", file("empty.jsonl", [])], /holds no program/],
    [
      "fewer traces than programs",
      () => ["--programs", file("all.jsonl", programs), "--traces", file("two.jsonl", traces.slice(1))],
      /holds 2 traces for 3 programs/,
    ],
    [
      "traces of other programs",
      () => ["--programs", file("all.jsonl", programs), "--traces", file("mixed.jsonl", traces.toReversed())],
      /has the trace of "1001-s-2" on line 1, where the program is "1001-s-0"/,
    ],
  ])("complains of %s, and says how it is used", async (_what, args, complaint) => {
    const { code, printed, complaints } = await command(...args());
    expect(complaints).toMatch(complaint);
    expect(complaints).toContain("usage: npm run conformance");
    expect(printed).toBe("");
    expect(code).toBe(2);
  });
});

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { readJsonLines, writeJsonLines } from "./program-file.ts";

const folder = mkdtempSync(join(tmpdir(), "conformance-"));
const values = [{ id: "a", text: "é\n" }, [1, 0.1, null]];

afterAll(() => rmSync(folder, { recursive: true }));

it.each(["values.jsonl", "values.jsonl.gz"])("reads back what it wrote to %s", (name) => {
  const path = join(folder, name);
  writeJsonLines(path, values);
  expect(readJsonLines(path)).toEqual(values);
});

it("writes plain lines unless the name ends in .gz", () => {
  writeJsonLines(join(folder, "plain.jsonl"), values);
  writeJsonLines(join(folder, "packed.jsonl.gz"), values);
  expect(readFileSync(join(folder, "plain.jsonl"), "utf8")).toBe('{"id":"a","text":"é\\n"}\n[1,0.1,null]\n');
  expect([...readFileSync(join(folder, "packed.jsonl.gz")).subarray(0, 2)]).toEqual([0x1f, 0x8b]);
});

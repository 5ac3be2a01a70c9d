import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const patches = readdirSync("mutants").filter((file) => file.endsWith(".patch"));

describe("mutants/", () => {
  it.each(patches)("%s names tests that exist, and why it matters", (file) => {
    const text = readFileSync(join("mutants", file), "utf8");
    const tests = /^# kills: (?<tests>.+)$/m.exec(text)?.groups?.["tests"]?.split(" ") ?? [];

    expect(tests).not.toEqual([]);
    expect(tests.filter((test) => !existsSync(test))).toEqual([]);
    expect(text).toMatch(/^# why: .+$/m);
  });

  it("breaks the sources as they are", () => {
    const { status, stderr } = spawnSync("git", ["apply", "--check", ...patches.map((file) => join("mutants", file))], {
      encoding: "utf8",
    });

    expect(stderr).toBe("");
    expect(status).toBe(0);
  });
});

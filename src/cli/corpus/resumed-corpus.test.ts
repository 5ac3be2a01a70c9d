import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

interface Outcome {
  readonly code: number | string;
  readonly out: string;
  /** What is said about the corpus. */
  readonly told: readonly string[];
}

const main = resolve("dist/cli/main.js");
let folders: string;

beforeAll(() => {
  mkdirSync("build", { recursive: true });
  folders = mkdtempSync("build/corpus-"); // inside of the project, so that the program finds timeloom
});

afterAll(() => rmSync(folders, { recursive: true }));

const program = readFileSync("src/cli/fixtures/writers.mjs", "utf8");

/** A folder with the program, in which the command runs. */
class Project {
  readonly folder = mkdtempSync(join(folders, "project-"));
  readonly corpora = join(this.folder, ".timeloom", "corpus");

  constructor() {
    writeFileSync(join(this.folder, "writers.mjs"), program);
  }

  explore(...args: readonly string[]): Promise<Outcome> {
    return this.run("explore", "writers.mjs", "--level", "any-order", "--executions", "40", "--resume", ...args);
  }

  run(...args: readonly string[]): Promise<Outcome> {
    return new Promise((done) => {
      execFile(process.execPath, [main, ...args], { cwd: this.folder }, (error, stdout, stderr) => {
        const lines = stderr.trimEnd().split("\n");
        done({ code: error?.code ?? 0, out: stdout, told: lines.map((line) => line.replace(/^corpus +/, "")) });
      });
    });
  }

  get file(): string {
    const [name = ""] = readdirSync(this.corpora);
    return join(this.corpora, name);
  }

  get lines(): readonly string[] {
    return readFileSync(this.file, "utf8").trimEnd().split("\n");
  }
}

describe("timeloom explore --resume", () => {
  it("keeps the orders that reach something new, and tries them first the next time", async () => {
    const project = new Project();
    const first = await project.explore();
    const { lines } = project;
    const second = await project.explore();

    const kept = lines.length - 3;
    expect(kept).toBeGreaterThan(3);
    expect(first.told[0]).toBe("this is the first search");
    expect(first.told[1]).toContain(`${kept} orders added: ${kept} in .timeloom/corpus/writers.mjs-default-`);
    expect(second.told[0]).toBe(`first ${kept} orders of 1 earlier search`);
    expect(project.lines.slice(0, 3 + kept)).toEqual(lines.map((line) => line.replace("rounds 1", "rounds 2")));
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(first.out).toContain("strategy  guided, seed 0");
    expect(second.out).toContain("strategy  guided, round 2, seed 0");
  });

  it("keeps the orders of each shard for itself, and goes on by shards, of which one may have lost its own", async () => {
    const night = async (project: Project, ...shards: readonly string[]): Promise<readonly Outcome[]> => {
      const outcomes = [];
      for (const shard of shards) {
        outcomes.push(await project.explore("--executions", "400", "--json", "--shard", shard));
      }
      return outcomes;
    };
    const project = new Project();
    const first = await night(project, "1/2", "2/2");
    const names = readdirSync(project.corpora).toSorted();
    const kept = names.map((name) => readFileSync(join(project.corpora, name), "utf8").trimEnd().split("\n").slice(3));
    const again = await night(new Project(), "2/2", "1/2");
    rmSync(join(project.corpora, names[1] ?? ""));
    const second = await night(project, "1/2", "2/2");
    for (const [at, { out }] of second.entries()) writeFileSync(join(project.folder, `${at}.json`), out);
    const merged = await project.run("merge", "0.json", "1.json");

    expect(names).toEqual([
      expect.stringMatching(/^writers\.mjs-default-shard-1-of-2-[\da-f]{16}\.txt$/),
      expect.stringMatching(/^writers\.mjs-default-shard-2-of-2-[\da-f]{16}\.txt$/),
    ]);
    expect(Math.min(...kept.map(({ length }) => length))).toBeGreaterThan(3);
    expect(kept[0]).not.toEqual(kept[1]);
    expect(again.toReversed().map(({ out }) => out)).toEqual(first.map(({ out }) => out));
    expect(second.map(({ told }) => told[0])).toEqual([
      `first ${kept[0]?.length} orders of 1 earlier search`,
      "this is the first search",
    ]);
    expect(JSON.parse(second[0]?.out ?? "")).toHaveProperty("certificate.executions", 200);
    expect([merged.code, merged.out.split("\n")[0]]).toEqual([0, expect.stringMatching(/^passed {4}400 executions /)]);
    expect(merged.out).toContain("strategy  guided, round 2 and guided, seed 0\n");
  }, 60_000);

  it("goes on where nothing can be written", async () => {
    const project = new Project();
    writeFileSync(join(project.folder, ".timeloom"), "");
    const { code, told } = await project.explore();

    expect(code).toBe(0);
    expect(told[1]).toMatch(/^cannot write \.timeloom\/corpus\/\S+, so nothing more is kept: \w+: /);
    expect(told).toHaveLength(2);
  });

  it.each([[["--strategy", "delays:2"], "Cannot explore: --resume cannot go on with delays:2"]])(
    "refuses %j",
    async (args, problem) => {
      const { code, told } = await new Project().explore(...args);

      expect([code, told[0]?.startsWith(problem)]).toEqual([2, true]);
      expect(told[1]).toMatch(/^ {2}hint: /);
    },
  );
});

import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

interface Outcome {
  readonly code: number | string;
  readonly out: string;
  readonly problems: string;
}

function timeloom(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const settings = { env: { ...process.env, ...env } };
    execFile(process.execPath, ["dist/cli/main.js", ...args], settings, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, out: stdout.trimEnd(), problems: stderr.trimEnd() });
    });
  });
}

const file = "src/search/fixtures/programs.mjs";
const writers = "src/cli/fixtures/writers.mjs";
const folder = mkdtempSync(join(tmpdir(), "timeloom-merge-"));
const parts: string[] = [];
afterAll(() => rmSync(folder, { recursive: true }));

/** The result of a shard, in a file. */
async function part(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { out } = await timeloom(["explore", file, "--json", ...args], env);
  return write(name, out);
}

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

beforeAll(async () => {
  const passing = ["--export", "passes", "--executions", "100000", "--shard"];
  parts.push(
    await part("1.json", [...passing, "1/3"]),
    await part("2.json", [...passing, "auto"], { CI_NODE_INDEX: "2", CI_NODE_TOTAL: "3" }),
    await part("3.json", [...passing, "auto"], { JOB_COMPLETION_INDEX: "2", TIMELOOM_SHARDS: "3" }),
  );
}, 60_000);

describe("timeloom merge", () => {
  it("makes a proof of the proofs of all shards", async () => {
    const { code, out } = await timeloom(["merge", ...parts]);

    expect([code, out.split("\n")[1]]).toEqual([0, "claim     proof: it fails in none of these orders"]);
    expect(out).not.toContain("shard");
  });

  it("says which shard is missing, proves nothing then, and exits with 3", async () => {
    const { code, out } = await timeloom(["merge", parts[0] ?? "", parts[2] ?? ""]);

    expect([code, out.split("\n")[1], out.split("\n").at(-1)]).toEqual([
      3,
      "claim     none: the orders that were run are too few for a claim",
      "missing   shard 2 of 3: nothing is proved",
    ]);
  });

  it("fails with the report of the shard that failed", async () => {
    const failing = ["--export", "rare", "--strategy", "random", "--executions", "2000", "--shard"];
    const one = await part("rare-1.json", [...failing, "1/2"]);
    const two = await part("rare-2.json", [...failing, "2/2"]);
    const { code, out } = await timeloom(["merge", one, two]);

    expect([code, out.split("\n")[0]]).toEqual([1, expect.stringMatching(/^failed {4}in shard [12] of 2$/)]);
    expect(out).toContain("  replay    npx timeloom replay");
  });

  it("joins what shards have seen of conflicting steps, as one search by workers does", async () => {
    const counting = ["--level", "any-order", "--strategy", "random", "--executions", "300", "--coverage"];
    const shards = [];
    for (const shard of ["1/2", "2/2"]) {
      const { out } = await timeloom(["explore", writers, "--json", ...counting, "--shard", shard]);
      shards.push(write(`pairs-${shard[0]}.json`, out));
    }
    const byWorkers = await timeloom(["explore", writers, ...counting, "--workers", "1"]);
    const plain = await timeloom(["explore", writers, "--json", ...counting.slice(0, -1), "--shard", "2/2"]);

    expect((await timeloom(["merge", ...shards])).out).toBe(byWorkers.out);
    const first = await timeloom(["merge", shards[0] ?? ""]);
    expect(first.out).toMatch(/^pairs {5}\d+ orders of conflicting steps seen, \d+ never, by shard 1 only$/m);
    const mixed = await timeloom(["merge", shards[0] ?? "", write("plain.json", plain.out)]);
    expect([mixed.code, mixed.problems.split("\n")[0]?.replaceAll(`${folder}/`, "")]).toEqual([
      2,
      "Cannot merge: The shards are of different searches: coverage is counted in pairs-1.json, and not counted in plain.json",
    ]);
    const cut = write("cut.json", readFileSync(shards[1] ?? "", "utf8").replace('"steps"', '"stops"'));
    const unread = await timeloom(["merge", cut]);
    expect([unread.code, unread.problems.split("\n")[0]?.replaceAll(`${folder}/`, "")]).toEqual([
      2,
      "Cannot merge cut.json: it is not the result of a shard",
    ]);
  }, 60_000);

  it("refuses shards of another number, program, version or seed, and a shard that comes twice", async () => {
    const first = JSON.parse(readFileSync(parts[0] ?? "", "utf8")) as Record<string, unknown>;
    const changed = (name: string, change: object): string => write(name, JSON.stringify({ ...first, ...change }));
    const problems = [];
    for (const other of [
      changed("count.json", { shard: { index: 2, count: 4 } }),
      changed("program.json", { shard: { index: 2, count: 3 }, program: "0123456789abcdef" }),
      changed("seed.json", { shard: { index: 2, count: 3 }, seed: 7 }),
      changed("twice.json", {}),
      write("broken.json", '{\n  "kind": }\n'),
      write("other.json", "[]"),
      join(folder, "none.json"),
    ]) {
      const outcome = await timeloom(["merge", parts[0] ?? "", other]);
      problems.push([outcome.code, outcome.problems.split("\n")[0]?.replaceAll(`${folder}/`, "")]);
    }

    expect(problems).toEqual([
      [
        2,
        "Cannot merge: The shards are of different searches: the number of shards is 3 in 1.json, and 4 in count.json",
      ],
      [2, expect.stringContaining("the hash of the program and of timeloom is ")],
      [2, "Cannot merge: The shards are of different searches: the seed is 0 in 1.json, and 7 in seed.json"],
      [2, "Cannot merge: Shard 1 comes twice: 1.json and twice.json"],
      [2, expect.stringMatching(/^Cannot merge broken\.json: Unexpected token .* is not valid JSON$/)],
      [2, "Cannot merge other.json: it is not the result of a shard"],
      [2, "Cannot merge none.json: there is no such file"],
    ]);
  });

  it.each([
    [["explore", file, "--export", "passes", "--shard", "5/4"], 'Cannot explore: --shard is no part of a whole: "5/4"'],
    [
      ["explore", file, "--export", "passes", "--shard", "auto"],
      "Cannot explore: --shard auto finds no shard in the environment",
    ],
    [["merge"], "Cannot merge: files are missing"],
  ])("%j is refused", async (args, problem) => {
    const { code, problems } = await timeloom(args, { CI_NODE_INDEX: "", TIMELOOM_SHARD: "" });

    expect([code, problems.split("\n")[0]]).toEqual([2, problem]);
  });
});

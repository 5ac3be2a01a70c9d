import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasSaid, killed, RedisServer } from "../../../scenarios/seeds/redis-server.ts";

const main = resolve("dist/cli/main.js");
const file = "src/search/fixtures/programs.mjs";
const folder = mkdtempSync(join(tmpdir(), "timeloom-copy-"));
let redis: RedisServer;

beforeAll(async () => {
  redis = await RedisServer.start();
});

afterAll(async () => {
  await redis.stop();
  rmSync(folder, { recursive: true });
});

function timeloom(args: readonly string[], cwd = process.cwd()): ChildProcess {
  return spawn(process.execPath, [main, ...args, "--queue", redis.url], { cwd });
}

async function worker(): Promise<ChildProcess> {
  const child = timeloom(["worker"]);
  await hasSaid(child, /waits for slices/);
  return child;
}

/** Run a command to its end. */
async function ended(child: ChildProcess): Promise<{ code: unknown; out: string; problems: string }> {
  let out = "";
  let problems = "";
  child.stdout?.on("data", (bytes: Buffer) => (out += String(bytes)));
  child.stderr?.on("data", (bytes: Buffer) => (problems += String(bytes)));
  const [code] = (await once(child, "close")) as [unknown];
  return { code, out: out.trimEnd(), problems: problems.trimEnd() };
}

const drawing = ["explore", file, "--export", "millisecond", "--strategy", "random", "--executions", "3000", "--json"];

describe("timeloom worker", () => {
  it("finds what threads find, and the search makes it small", async () => {
    const one = await worker();
    const args = ["explore", file, "--export", "rare", "--seed", "1", "--json"];
    const byQueue = await ended(timeloom(args));
    const byThread = await ended(spawn(process.execPath, [main, ...args, "--workers", "1"]));
    await killed(one);

    expect([byQueue.code, byQueue.out]).toEqual([1, byThread.out]);
  }, 60_000);

  it("loses nothing and counts nothing twice when workers are killed", async () => {
    const searching = ended(timeloom(drawing));
    for (let count = 0; count < 3; count++) {
      const doomed = timeloom(["worker"]);
      await hasSaid(doomed, /runs src/); // in the middle of a slice
      await killed(doomed);
    }
    const last = await worker();
    const { code, out } = await searching;
    await killed(last);

    expect(code).toBe(0);
    expect(JSON.parse(out)).toHaveProperty("certificate.executions", 3_000);
    expect(JSON.parse(out)).toHaveProperty("certificate.claim.failureProbability", 3 / 3_000);
  }, 120_000);

  it("covers what threads cover when a worker is killed, also by guided", async () => {
    const how = ["--level", "any-order", "--strategy", "guided", "--executions", "700", "--json"];
    const args = ["explore", file, "--export", "passes", ...how];
    const searching = ended(timeloom(args));
    const doomed = timeloom(["worker"]);
    await hasSaid(doomed, /runs src/);
    await killed(doomed);
    const last = await worker();
    const { code, out } = await searching;
    await killed(last);

    expect(code).toBe(0);
    expect(JSON.parse(out)).toHaveProperty("certificate.pairs.seen");
    expect(out).toBe((await ended(spawn(process.execPath, [main, ...args, "--workers", "2"]))).out);
  }, 60_000);

  it("goes on when Redis has gone, has forgotten everything, and is back", async () => {
    const child = timeloom(drawing);
    const searching = ended(child);
    const told = hasSaid(child, /Redis is gone/);
    const one = timeloom(["worker"]);
    await hasSaid(one, /runs src/);
    await redis.kill();
    await told;
    await redis.serve();
    const { code, out, problems } = await searching;
    await killed(one);

    expect([code, (JSON.parse(out) as { certificate: { executions: number } }).certificate.executions]).toEqual([
      0, 3_000,
    ]);
    expect(problems).toContain("queue     Redis is back");
  }, 120_000);

  it("refuses another version of the file by its hash, ends, and leaves the slice to others", async () => {
    const copy = join(folder, "copy");
    mkdirSync(join(copy, "src/search/fixtures"), { recursive: true });
    cpSync(file, join(copy, file));
    symlinkSync(resolve("node_modules"), join(copy, "node_modules"));
    writeFileSync(join(copy, file), "// another version\nexport async function passes() {}\n");
    const child = timeloom(["explore", file, "--export", "passes", "--json"]);
    const searching = ended(child);
    const refused = hasSaid(child, /refused {3}/);
    const other = await ended(timeloom(["worker"], copy));
    await refused;
    const one = await worker();
    const { code, out } = await searching;
    await killed(one);

    expect([other.code, other.problems.split("\n").at(-1)]).toEqual([
      2,
      expect.stringMatching(/^Cannot work: src\/search\/fixtures\/programs\.mjs or timeloom is another version here/),
    ]);
    expect([code, JSON.parse(out)]).toEqual([0, expect.objectContaining({ kind: "passed" })]);
  }, 60_000);

  it.each([
    [["worker"], "redis://127.0.0.1:1", "Cannot work: no Redis at redis://127.0.0.1:1: "],
    [
      ["explore", file, "--export", "passes"],
      "redis://127.0.0.1:1",
      "Cannot explore: no Redis at redis://127.0.0.1:1: ",
    ],
    [["worker"], "http://here", 'Cannot work: --queue is no address of Redis: "http://here"'],
  ])("%j with %s is refused", async (args, url, problem) => {
    const { code, problems } = await ended(spawn(process.execPath, [main, ...args, "--queue", url]));

    expect([code, problems.slice(0, problem.length)]).toEqual([2, problem]);
  });
});

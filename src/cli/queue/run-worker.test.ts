import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const main = resolve("dist/cli/main.js");
const file = "src/search/fixtures/programs.mjs";
const folder = mkdtempSync(join(tmpdir(), "timeloom-redis-"));
let port = 0;
let redis: ChildProcess;

beforeAll(async () => {
  port = await freePort();
  redis = await redisServer();
});

afterAll(async () => {
  await killed(redis);
  rmSync(folder, { recursive: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}

/** Debian's Redis, with nothing on the disk, once it serves. */
async function redisServer(): Promise<ChildProcess> {
  const server = spawn("redis-server", ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--dir", folder]);
  await said(server, /Ready to accept connections/);
  return server;
}

/** Wait until a process has written what matches. */
async function said(child: ChildProcess, text: RegExp): Promise<void> {
  let all = "";
  await new Promise<void>((done, reject) => {
    const hear = (bytes: Buffer): void => {
      all += String(bytes);
      if (text.test(all)) done();
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.on("close", () => reject(new Error(all)));
  });
}

function timeloom(args: readonly string[], cwd = process.cwd()): ChildProcess {
  return spawn(process.execPath, [main, ...args, "--queue", `redis://127.0.0.1:${port}`], { cwd });
}

async function worker(): Promise<ChildProcess> {
  const child = timeloom(["worker"]);
  await said(child, /waits for slices/);
  return child;
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  if (child.exitCode === null && child.signalCode === null) await once(child, "close");
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
      await said(doomed, /runs src/); // in the middle of a slice
      await killed(doomed);
    }
    const last = await worker();
    const { code, out } = await searching;
    await killed(last);

    expect(code).toBe(0);
    expect(JSON.parse(out)).toHaveProperty("certificate.executions", 3_000);
    expect(JSON.parse(out)).toHaveProperty("certificate.claim.failureProbability", 3 / 3_000);
  }, 120_000);

  it("goes on when Redis has gone, has forgotten everything, and is back", async () => {
    const child = timeloom(drawing);
    const searching = ended(child);
    const told = said(child, /Redis is gone/);
    const one = timeloom(["worker"]);
    await said(one, /runs src/);
    await killed(redis);
    await told;
    redis = await redisServer();
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
    const refused = said(child, /refused {3}/);
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

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hasSaid, killed, RedisServer } from "../../../scenarios/seeds/redis-server.ts";

const main = resolve("dist/cli/main.js");
let folder: string;
let server: RedisServer;
let redis: Redis;
let worker: ChildProcess;

const program = readFileSync("src/cli/fixtures/writers.mjs", "utf8");

beforeAll(async () => {
  server = await RedisServer.start();
});

beforeEach(async () => {
  mkdirSync("build", { recursive: true });
  folder = mkdtempSync("build/corpus-"); // inside of the project, so that the program finds timeloom
  writeFileSync(join(folder, "writers.mjs"), program);
  redis = new Redis(server.url, { retryStrategy: () => 100, maxRetriesPerRequest: null });
  redis.on("error", () => undefined);
  await redis.flushall();
  worker = timeloom("worker", "--queue", server.url);
  await hasSaid(worker, /waits for slices/);
});

afterEach(async () => {
  await killed(worker);
  redis.disconnect();
  rmSync(folder, { recursive: true });
});

afterAll(() => server.stop());

function timeloom(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [main, ...args], { cwd: folder });
}

function search(executions: number, ...who: readonly string[]): ChildProcess {
  const how = ["--level", "any-order", "--executions", `${executions}`, "--resume", "--json"];
  return timeloom("explore", "writers.mjs", ...how, ...who);
}

/** How a command has ended, and what it told about the corpus. */
async function ended(child: ChildProcess): Promise<{ code: unknown; out: string; told: readonly string[] }> {
  let out = "";
  let problems = "";
  child.stdout?.on("data", (bytes: Buffer) => (out += String(bytes)));
  child.stderr?.on("data", (bytes: Buffer) => (problems += String(bytes)));
  const [code] = (await once(child, "close")) as [unknown];
  const lines = problems.trimEnd().split("\n");
  return { code, out, told: lines.flatMap((line) => /^corpus +(.*)/.exec(line)?.[1] ?? []) };
}

async function onlyKey(): Promise<string> {
  const [key = ""] = await redis.keys("timeloom:corpus:*");
  return key;
}

/** The lines of the file in the folder, or of the text in Redis, that are orders. */
function ordersIn(text: string | null): readonly string[] {
  return (text ?? "").split("\n").filter((line) => line.startsWith("any-order v1:"));
}

function fileText(): string | null {
  const path = join(folder, ".timeloom", "corpus");
  const [name] = existsSync(path) ? readdirSync(path) : [];
  return name === undefined ? null : readFileSync(join(path, name), "utf8");
}

describe("timeloom explore --queue --resume", () => {
  it("keeps in Redis what threads keep in the folder, and tries it first the next time", async () => {
    const first = await ended(search(300, "--queue", server.url));
    const key = await onlyKey();
    const kept = ordersIn(await redis.get(key));
    const second = await ended(search(300, "--queue", server.url));
    const inFolder = fileText();
    const byThreads = await ended(search(300, "--workers", "2"));

    expect(kept.length).toBeGreaterThan(3);
    expect(first.told).toEqual(["this is the first search", `${kept.length} orders added: ${kept.length} in ${key}`]);
    expect(second.told[0]).toBe(`first ${kept.length} orders of 1 earlier search`);
    expect(ordersIn(await redis.get(key)).slice(0, kept.length)).toEqual(kept);
    expect(await redis.get(key)).toContain("\nrounds 2\n");
    expect(await redis.hget("bull:timeloom:meta", "opts.maxLenEvents")).toBe("1000");
    expect(inFolder).toBeNull();
    expect(ordersIn(fileText())).toEqual(kept);
    expect(byThreads.out).toBe(first.out);
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(JSON.parse(second.out)).toHaveProperty("certificate.strategy", "guided, round 2");
  }, 60_000);

  it("passes over a line that is no order, says where it is, and keeps it", async () => {
    await ended(search(100, "--queue", server.url));
    const key = await onlyKey();
    const text = (await redis.get(key)) ?? "";
    const [one = "", ...others] = ordersIn(text);
    await redis.set(key, text.replace(one, "any-order v1:\u0007"));
    const { code, told } = await ended(search(100, "--queue", server.url));

    expect([code, told[0]]).toEqual([
      0,
      expect.stringMatching(/^timeloom:corpus:\S+:4 is no order, and stays unread: /),
    ]);
    expect(told[1]).toBe(`first ${others.length} orders of 1 earlier search`);
    expect(await redis.get(key)).toContain("\nany-order v1:\u0007\n");
  }, 60_000);

  it("moves aside what is no corpus, and refuses a key of another kind", async () => {
    await ended(search(100, "--queue", server.url));
    const key = await onlyKey();
    await redis.set(key, "rubbish");
    const aside = await ended(search(100, "--queue", server.url));

    expect([aside.code, aside.told[0]]).toEqual([0, `${key} is moved to ${key}.unread: it is no corpus`]);
    expect(await redis.get(`${key}.unread`)).toBe("rubbish");

    await redis.del(key);
    await redis.rpush(key, "a list");
    const child = search(100, "--queue", server.url);
    const told = hasSaid(child, /Cannot explore: timeloom:corpus:\S+ holds no text: WRONGTYPE/);
    expect((await ended(child)).code).toBe(2);
    await told;
    expect(await redis.lrange(key, 0, -1)).toEqual(["a list"]);
  }, 60_000);

  /** Kill Redis once it has a few orders, and wait until the search says so. @returns the orders */
  async function killedMeanwhile(child: ChildProcess): Promise<readonly string[]> {
    let kept: readonly string[] = [];
    while (kept.length < 3) kept = ordersIn(await redis.get(await onlyKey()));
    const gone = hasSaid(child, /Redis is gone/);
    await server.kill();
    await gone;
    return kept;
  }

  it("loses no order when Redis is gone in the middle, and stays away", async () => {
    const child = search(1_000_000, "--queue", server.url);
    const searching = ended(child);
    const kept = await killedMeanwhile(child);
    child.kill("SIGINT");
    const { code, told } = await searching;
    const inFile = ordersIn(fileText());
    await server.serve();
    const next = await ended(search(100, "--queue", server.url));

    expect([code, told.at(-2)]).toEqual([
      130,
      expect.stringMatching(/^Redis has not got all \(.+\): the orders are in /),
    ]);
    expect(inFile.slice(0, kept.length)).toEqual(kept);
    expect(next.told[0]).toBe(`first ${inFile.length} orders of 1 earlier search`);
    expect(ordersIn(await redis.get(await onlyKey())).slice(0, inFile.length)).toEqual(inFile);
  }, 60_000);

  it("loses no order when Redis is gone in the middle, has forgotten everything, and is back", async () => {
    const child = search(20_000, "--queue", server.url, "--strategy", "random");
    const searching = ended(child);
    const kept = await killedMeanwhile(child);
    await server.serve();
    const { code, told } = await searching;
    const now = ordersIn(await redis.get(await onlyKey()));

    expect([code, told.at(-1)]).toEqual([0, `${now.length} orders added: ${now.length} in ${await onlyKey()}`]);
    expect(now.slice(0, kept.length)).toEqual(kept);
  }, 60_000);
});

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { QueueEvents } from "bullmq";
import { seeded } from "#explore/strategies/seeded";
import { DoomedWorkers, main } from "./doomed-workers.ts";
import { RedisServer } from "./redis-server.ts";

/**
 * Search programs by the workers of a queue, with `timeloom explore --queue` and `timeloom worker`, while workers are killed.
 *
 * @param seen - Called after each slice.
 */
export async function spread(settings: SpreadSettings, seen: (progress: SpreadProgress) => void): Promise<Spread> {
  const { programs, workers, atOnce, kills } = settings;
  const redis = await RedisServer.start();
  const entropy = seeded(kills.seed, "kills");
  const doomed = new DoomedWorkers(workers, redis.url, () => entropy.random(), kills.between);
  const events = new QueueEvents("timeloom", { connection: { url: redis.url }, lastEventId: "0-0" });
  const ended = new Map<string, string>();
  const progress = { searches: 0, executions: 0, slices: 0, again: 0 };
  const show = (): void => seen({ ...progress, killed: doomed.killed });
  events.on("error", () => undefined);
  events.on("stalled", () => (progress.again += 1));
  events.on("completed", ({ returnvalue }) => {
    progress.slices += 1;
    progress.executions += executionsIn(returnvalue as unknown);
    doomed.sliceDone();
    show();
  });
  const waiting = [...programs];
  const searchAll = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      ended.set(keyOf(next), await search(next, settings, ["--queue", redis.url]));
      progress.searches += 1;
      show();
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, searchAll));
    return { ...resultOf(programs, ended), killed: doomed.killed, again: progress.again };
  } finally {
    await Promise.all([doomed.end(), events.close()]);
    await redis.stop();
  }
}

/** The same by one thread, with no queue: what must come out. */
export async function alone(settings: Pick<SpreadSettings, "programs" | "seeds" | "signal">): Promise<SearchResults> {
  const ended = new Map<string, string>();
  for (const each of settings.programs) ended.set(keyOf(each), await search(each, settings, ["--workers", "1"]));
  return resultOf(settings.programs, ended);
}

/** A program that a file exports. */
export interface SeededProgram {
  readonly file: string;
  readonly name: string;
}

export interface SpreadSettings {
  readonly programs: readonly SeededProgram[];
  /** Executions of each program: each draws an order. */
  readonly seeds: number;
  readonly workers: number;
  /** How many searches are in the queue at the same time. */
  readonly atOnce: number;
  /** Who is killed when, and how many slices lie between two kills, on average. */
  readonly kills: { readonly seed: number; readonly between: number };
  readonly signal?: AbortSignal | undefined;
}

/** How far it is. */
export interface SpreadProgress {
  readonly searches: number;
  /** Executions that workers have run, those that do not count included. */
  readonly executions: number;
  readonly slices: number;
  readonly killed: number;
  /** Slices that a worker had begun when it was killed: they were handed out again. */
  readonly again: number;
}

/** What the searches have come to, a line each, and the hash of all lines. */
export interface SearchResults {
  readonly lines: readonly string[];
  readonly hash: string;
  /** Executions that count. */
  readonly executions: number;
}

interface Spread extends SearchResults {
  readonly killed: number;
  readonly again: number;
}

function keyOf({ file, name }: SeededProgram): string {
  return `${file} ${name}`;
}

function resultOf(programs: readonly SeededProgram[], ended: ReadonlyMap<string, string>): SearchResults {
  const lines = programs.map((each) => `${each.name} ${ended.get(keyOf(each))}`);
  const hash = createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, 16);
  const executions = lines.reduce((sum, line) => sum + Number(/ (\d+)/.exec(line)?.[1] ?? 0), 0);
  return { lines, hash, executions };
}

/** How one search has ended: `passed 100000 by 5a0c…`, or `failed 17 by v1:…`. */
function search(
  { file, name }: SeededProgram,
  { seeds, signal }: Pick<SpreadSettings, "seeds" | "signal">,
  who: readonly string[],
): Promise<string> {
  const how = ["--level", "any-order", "--strategy", "random", "--executions", `${seeds}`, "--json"];
  const args = [main, "explore", file, "--export", name, ...how, ...who];
  return new Promise((resolve, reject) => {
    const options = { signal, killSignal: "SIGKILL", maxBuffer: 2 ** 26 } as const;
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      const hasEnded = error === null || (error.code === 1 && stdout !== "");
      if (hasEnded) resolve(endingOf(JSON.parse(stdout) as Printed));
      else reject(new Error(`${name}: ${stderr}`, { cause: error }));
    });
  });
}

/** What `--json` prints. */
type Printed =
  | { readonly kind: "passed"; readonly certificate: { readonly executions: number; readonly hash: string } }
  | { readonly kind: "failed"; readonly execution: number; readonly schedule: string }
  | { readonly kind: "inconclusive"; readonly error: string };

function endingOf(printed: Printed): string {
  switch (printed.kind) {
    case "passed":
      return `passed ${printed.certificate.executions} by ${printed.certificate.hash}`;
    case "failed":
      return `failed ${printed.execution} by ${printed.schedule}`;
    case "inconclusive":
      throw new Error(printed.error);
  }
}

function executionsIn(answer: unknown): number {
  const { result } = (typeof answer === "string" ? JSON.parse(answer) : answer) as {
    readonly result?: { readonly executions: number };
  };
  return result?.executions ?? 0;
}

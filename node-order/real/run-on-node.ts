import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { SetName } from "../programs/kinds.ts";

/**
 * Runs programs on the timers of Node itself, each three times and each time in a process of its own, since some of them end it.
 *
 * @param nodes - The programs `node` that do it.
 * @param processes - How many run at a time. They mostly sleep, but too many would be late by more than the programs allow for.
 */
export async function runOnNode(
  set: SetName,
  seeds: readonly number[],
  nodes: readonly string[],
  processes: number = availableParallelism() * 4,
): Promise<Observed[]> {
  const observed = seeds.map((seed): Observed => ({ seed, logs: [] }));
  const jobs = nodes.flatMap((node, number) => observed.map(({ seed, logs }) => ({ node, number, seed, logs })));
  await inParallel(processes, jobs, async ({ node, number, seed, logs }) => {
    const texts: string[] = [];
    while (texts.length < times) texts.push(await logOf(node, set, seed));
    const [first = ""] = texts;
    logs[number] = texts.every((text) => text === first) ? (JSON.parse(first) as string[]) : undefined;
  });
  return observed;
}

/** What the versions of Node did with a program. */
export interface Observed {
  readonly seed: number;
  /** For each Node the log that was the same each time; undefined if it was not. */
  readonly logs: (readonly string[] | undefined)[];
}

/** How often a program has to do the same. */
const times = 3;

async function inParallel<T>(workers: number, jobs: readonly T[], work: (job: T) => Promise<void>): Promise<void> {
  const left = jobs.values();
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (const job of left) await work(job);
    }),
  );
}

async function logOf(node: string, set: SetName, seed: number): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(node, [child, set, String(seed)], (error, stdout) => {
      // A program that ends its process still leaves a log.
      if (stdout === "") reject(error ?? new Error(`${set} ${seed} printed nothing`));
      else resolve(stdout);
    });
  });
}

const child = join(import.meta.dirname, "on-node.js");

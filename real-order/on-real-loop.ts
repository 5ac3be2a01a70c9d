import { stat } from "node:fs";
import { performance } from "node:perf_hooks";
import { createFuture, run } from "timeloom";
import { Disturbance } from "./disturbance.ts";
import { type Program, stepsOf, type Way } from "./programs/make-program.ts";
import { Play } from "./programs/play.ts";

/**
 * Runs a program on Node's own loop, and writes down what happens. If the machine holds a step up by more than what level `jitter`
 * varies, the program runs again.
 */
export async function logOnRealLoop(program: Program): Promise<readonly string[]> {
  const isBusy = stepsOf(program).some(({ does }) => does === "churn");
  for (let left = mostRuns; ; left--) {
    const disturbance = new Disturbance();
    // oxlint-disable-next-line no-await-in-loop -- one run after the other
    const log = await runOnce(program, disturbance);
    if (!disturbance.end() || isBusy || left === 0) return log;
  }
}

async function runOnce(program: Program, disturbance: Disturbance): Promise<readonly string[]> {
  const log: string[] = [];
  const note = (label: string): void => void log.push(label);
  const spin = (ms: number): void => {
    disturbance.plan(ms);
    for (const end = performance.now() + ms; performance.now() < end;);
  };
  await run(() => new Play({ call: callOutside, spin, patience: 3_000, note }).main(program));
  return log;
}

function callOutside(way: Way): PromiseLike<unknown> {
  const [settles, , by] = way.split(" ");
  const begin = begins[by as keyof typeof begins];
  // oxlint-disable-next-line promise/avoid-new -- it stands for a library's promise
  if (settles === "promise") return new Promise<void>((resolve) => begin(resolve));
  const future = createFuture<void>();
  begin(() => {
    if (!future.done()) future.setResult();
  });
  return future;
}

const begins = {
  setImmediate: (done: () => void): unknown => setImmediate(done),
  setTimeout: (done: () => void): unknown => setTimeout(done, 0),
  "fs.stat": (done: () => void): unknown => stat(import.meta.dirname, () => done()),
};

const mostRuns = 50;

import { fc } from "@fast-check/vitest";
import { CancelledError, getRunningLoop, sleep, type Wait } from "#index";

/** Something that takes its time, and the ways in which it ends. */
export interface Job {
  /** How many seconds it works. */
  readonly work: number;
  readonly ends: "value" | "error";
  readonly whenCancelled: "stops" | "value" | "error";
  /** How many seconds it needs to end when it is cancelled. */
  readonly cleanup: number;
  readonly native: boolean;
}

export const anyJob: fc.Arbitrary<Job> = fc.record({
  work: fc.oneof({ weight: 5, arbitrary: fc.nat(3) }, { weight: 1, arbitrary: fc.constant(50) }),
  ends: fc.constantFrom("value" as const, "value" as const, "error" as const),
  whenCancelled: fc.constantFrom("stops" as const, "stops" as const, "value" as const, "error" as const),
  cleanup: fc.nat(2),
  native: fc.boolean(),
});

/** A body of a task, in either style. */
export type JobBody = () => Generator<Wait, string, void> | Promise<string>;

/** What to run: it returns or throws the word for the way in which it ends, after `late` if it was cancelled. */
export function bodyOf(job: Job): JobBody {
  return job.native ? () => runNatively(job) : () => run(job);
}

function* run({ work, ends, whenCancelled, cleanup }: Job): Generator<Wait, string, void> {
  try {
    yield* sleep(work);
  } catch (error) {
    yield* sleep(cleanup);
    if (whenCancelled === "stops") throw error;
    return endWith(`late ${whenCancelled}`);
  }
  return endWith(ends);
}

async function runNatively({ work, ends, whenCancelled, cleanup }: Job): Promise<string> {
  try {
    await sleep(work);
  } catch (error) {
    await sleep(cleanup);
    if (whenCancelled === "stops") throw error;
    return endWith(`late ${whenCancelled}`);
  }
  return endWith(ends);
}

function endWith(word: string): string {
  if (word.endsWith("error")) throw new Error(word);
  return word;
}

/** How and when something ended. */
export interface Ending {
  /** The word for the way in which the job ended, or `cancelled`. */
  readonly name: string;
  /** What it returned or threw. */
  readonly value: unknown;
  readonly time: number;
}

/** As {@link bodyOf}, and tells when it begins and how it ends. */
export function recorded(job: Job, hears: { began?(): void; ended(ending: Ending): void }): JobBody {
  const returned = (value: string): string => {
    hears.ended({ name: value, value, time: getRunningLoop().time() });
    return value;
  };
  const threw = (error: unknown): never => {
    const name = error instanceof CancelledError ? "cancelled" : (error as Error).message;
    hears.ended({ name, value: error, time: getRunningLoop().time() });
    throw error;
  };
  if (job.native) {
    return async () => {
      hears.began?.();
      return await runNatively(job).then(returned, threw);
    };
  }
  return function* () {
    hears.began?.();
    try {
      return returned(yield* run(job));
    } catch (error) {
      return threw(error);
    }
  };
}

/** What waiting for `awaitable` gives, whether it returns or throws. */
export function* outcomeOf<T>(awaitable: {
  [Symbol.iterator](): Iterator<Wait, T, void>;
}): Generator<Wait, { readonly value: T } | { readonly error: unknown }, void> {
  try {
    return { value: yield* awaitable };
  } catch (error) {
    return { error };
  }
}

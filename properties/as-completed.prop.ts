import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { schedule } from "#fast-check/index";
import {
  asCompleted,
  type Completions,
  createTask,
  type Future,
  getRunningLoop,
  sleep,
  type Task,
  TimeoutError,
  type Wait,
} from "#index";
import { anyMoment, cancelAt, muchLater, settle, until } from "./collisions.ts";

/** A job ends after some seconds, with its number or with an error that has it. */
const anyJobs = fc.array(fc.record({ takes: fc.nat(3), fails: fc.boolean(), native: fc.boolean() }), {
  minLength: 1,
  maxLength: 5,
});

class Failure extends Error {
  readonly number: number;

  constructor(number: number) {
    super(`job ${number}`);
    this.number = number;
  }
}

/** What a consumer was given, when, and when it asked for it. */
interface Given {
  readonly number: number | "too late";
  readonly asked: number;
  readonly time: number;
}

/** A task per job, and the numbers of those that have ended, in order. */
function begin(
  jobs: readonly { readonly takes: number; readonly fails: boolean; readonly native: boolean }[],
): readonly [tasks: Task<number>[], ended: number[]] {
  const ended: number[] = [];
  const end = (number: number, fails: boolean): number => {
    ended.push(number);
    if (fails) throw new Failure(number);
    return number;
  };
  const tasks = jobs.map(({ takes, fails, native }, number) => {
    if (native) return createTask(async () => await sleep(takes).then(() => end(number, fails)));
    return createTask(function* () {
      yield* sleep(takes);
      return end(number, fails);
    });
  });
  return [tasks, ended];
}

/** The number of the job that `take` gives the outcome of. */
function* numberOf(take: Iterable<Wait, number, void>): Generator<Wait, number | "too late", void> {
  try {
    return yield* take;
  } catch (error) {
    if (error instanceof Failure) return error.number;
    if (error instanceof TimeoutError) return "too late";
    throw error;
  }
}

function* takeCoroutines(
  completions: Completions<Future<number>, number>,
  pauses: readonly number[],
): Generator<Wait, Given[], void> {
  const loop = getRunningLoop();
  const given: Given[] = [];
  for (const next of completions) {
    yield* sleep(pauses[given.length] ?? 0);
    const asked = loop.time();
    given.push({ number: yield* numberOf(next), asked, time: loop.time() });
  }
  return given;
}

async function takeFutures(
  completions: Completions<Future<number>, number>,
  pauses: readonly number[],
): Promise<Given[]> {
  const loop = getRunningLoop();
  const given: Given[] = [];
  await sleep(pauses[0] ?? 0);
  let asked = loop.time();
  try {
    for await (const future of completions) {
      const failure = future.exception();
      const number = failure instanceof Failure ? failure.number : future.result();
      given.push({ number, asked, time: loop.time() });
      await sleep(pauses[given.length] ?? 0);
      asked = loop.time();
    }
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    given.push({ number: "too late", asked, time: loop.time() });
  }
  return given;
}

test.prop(
  {
    order: schedule(),
    jobs: anyJobs,
    begins: anyMoment,
    timeout: fc.option(fc.nat(3)),
    pauses: fc.array(fc.nat(2), { maxLength: 4 }),
    asFutures: fc.boolean(),
  },
  { numRuns: 700 },
)(
  "asCompleted() gives each outcome once, as they come and as soon as they come, and says what comes too late",
  ({ order, jobs, begins, timeout, pauses, asFutures }) =>
    order.run(function* () {
      const loop = getRunningLoop();
      const [tasks, ended] = begin(jobs);
      yield* until(begins);
      const start = loop.time();
      const before = ended.length;
      const completions = asCompleted([...tasks, ...tasks.slice(0, 1)], { timeout });
      const given = yield* createTask(() => (asFutures ? takeFutures : takeCoroutines)(completions, pauses));
      yield* sleep(muchLater);

      const comesAt = (number: number): number => Math.max(start, jobs[number]?.takes ?? NaN);
      const limit = start + (timeout ?? Infinity);
      const came = given.flatMap(({ number }) => (number === "too late" ? [] : [number]));
      expect(new Set(came).size).toBe(came.length);
      expect(came.map(comesAt)).toEqual(came.map(comesAt).toSorted((a, b) => a - b));
      for (const number of jobs.keys()) {
        if (comesAt(number) < limit) expect(came).toContain(number);
        if (comesAt(number) > limit) expect(came).not.toContain(number);
      }
      for (const { number, asked, time } of given) {
        expect(time).toBe(Math.max(asked, number === "too late" ? limit : comesAt(number)));
      }
      const missing = jobs.length - came.length;
      expect(given.length - came.length).toBe(asFutures ? Math.min(missing, 1) : missing);
      if (order.isDefault) {
        const after = ended.slice(before);
        expect(came.filter((number) => after.includes(number))).toEqual(
          after.filter((number) => came.includes(number)),
        );
      }
      for (const task of tasks) task.exception(); // or it would be reported
    }),
);

test.prop(
  {
    order: schedule(),
    jobs: anyJobs,
    consumers: fc.array(fc.record({ begins: anyMoment, cancelled: fc.option(anyMoment, { freq: 2 }) }), {
      minLength: 5,
      maxLength: 5,
    }),
  },
  { numRuns: 700 },
)(
  "asCompleted() gives no outcome twice and lets nobody wait for one that is there, whoever is cancelled whenever",
  ({ order, jobs, consumers }) =>
    order.run(function* () {
      const given: Given[] = [];
      const [tasks] = begin(jobs);
      const loop = getRunningLoop();
      loop.setExceptionHandler(() => {}); // not everything is awaited
      const takers = [...asCompleted(tasks)].map((next, i) => {
        const { begins, cancelled } = consumers[i] ?? { begins: { second: 0, turn: 0 }, cancelled: null };
        const taker = createTask(function* () {
          yield* until(begins);
          const asked = loop.time();
          given.push({ number: yield* numberOf(next), asked, time: loop.time() });
        });
        cancelAt(taker, cancelled);
        return taker;
      });
      yield* settle(takers);

      expect(given).toHaveLength(takers.filter((taker) => !taker.cancelled()).length);
      expect(new Set(given.map(({ number }) => number)).size).toBe(given.length);
      const comes = jobs.map(({ takes }) => takes).toSorted((a, b) => a - b);
      for (const [i, { number, asked, time }] of given.entries()) {
        expect(number).not.toBe("too late");
        expect(time).toBe(Math.max(asked, comes[i] ?? NaN));
      }
    }),
);

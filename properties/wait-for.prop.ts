import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { schedule } from "#fast-check/index";
import {
  CancelledError,
  createTask,
  getRunningLoop,
  Queue,
  sleep,
  type Task,
  TimeoutError,
  type Wait,
  waitFor,
} from "#index";
import { anyMoment, callAt, cancelAt, muchLater, settle, until } from "./collisions.ts";
import { anyJob, bodyOf, type Job } from "./jobs.ts";

const anyLimit = fc.option(fc.integer({ min: -1, max: 3 }), { freq: 6 });

/** Every way in which `waitFor()` of a job may end, `age` seconds after the job began; what is due together may be either. */
function* endings(job: Job, age: number, limit: number, isTask: boolean): Generator<string, void, void> {
  const left = Math.max(0, job.work - age);
  const isDone = isTask && age > job.work;
  if (isDone || left <= limit) yield `${job.ends} after ${left}`;
  if (isDone || left < limit) return;
  const end = Math.max(0, limit);
  // A task that ends just now keeps its result, even if nobody learns of it in time.
  const endsNow = isTask && left === end;
  if (endsNow) yield `${job.ends} after ${left}`;
  const hasBegun = limit > 0 || (isTask && age > 0);
  if (!hasBegun || endsNow) yield `timeout after ${end}`;
  if (!hasBegun) return;
  if (job.whenCancelled === "stops") yield `timeout after ${end + job.cleanup}`;
  else yield `late ${job.whenCancelled} after ${end + job.cleanup}`;
}

test.prop(
  {
    order: schedule(),
    waits: fc.array(fc.record({ job: anyJob, limit: anyLimit, age: fc.option(fc.nat(3)) }), {
      minLength: 1,
      maxLength: 3,
    }),
  },
  { numRuns: 700 },
)(
  "waitFor() gives the result if there is one in time, or one that comes late, and raises TimeoutError otherwise",
  ({ order, waits }) =>
    order.run(function* () {
      const loop = getRunningLoop();
      const tasks = waits.map(({ job, limit, age }) =>
        createTask(function* () {
          const body = bodyOf(job);
          const running = age === null ? null : createTask(body);
          yield* age === null || age === 0 ? [] : sleep(age);
          const start = loop.time();
          const ended = yield* nameOf(waitFor(running ?? body, limit));
          expect([...endings(job, age ?? 0, limit ?? Infinity, running !== null)]).toContain(
            `${ended} after ${loop.time() - start}`,
          );
          if (running !== null) expect(running.done()).toBe(true);
          yield* sleep(muchLater);
        }),
      );
      yield* settle(tasks);
      expect(tasks.filter((task) => task.cancelled()).length).toBe(0);
    }),
);

function* nameOf(wait: Iterable<Wait, string, void>): Generator<Wait, string, void> {
  try {
    return yield* wait;
  } catch (error) {
    if (error instanceof TimeoutError) return "timeout";
    if (error instanceof CancelledError) throw error;
    return (error as Error).message;
  }
}

test.prop(
  {
    order: schedule(),
    begins: anyMoment,
    job: anyJob,
    limit: anyLimit,
    inTask: fc.boolean(),
    cancelled: fc.array(anyMoment, { minLength: 1, maxLength: 2 }),
  },
  { numRuns: 700 },
)(
  "waitFor() never swallows a cancellation, and passes it on to what it waits for (bpo-42130)",
  ({ order, begins, job, limit, inTask, cancelled }) =>
    order.run(function* () {
      const body = bodyOf({ ...job, whenCancelled: "stops" });
      let inner: Task<string> | undefined;
      let leftBehind = false;
      const task = createTask(function* () {
        yield* until(begins);
        if (inTask) inner = createTask(body);
        try {
          yield* nameOf(waitFor(inner ?? body, limit));
        } finally {
          // With no time at all it is not waited for.
          leftBehind = inner?.done() === false && (limit ?? 1) > 0;
        }
        yield* sleep(muchLater);
      });
      for (const moment of cancelled) cancelAt(task, moment);
      yield* settle([task]);
      expect([task.cancelled(), leftBehind]).toEqual([true, false]);
    }),
);

test.prop(
  {
    order: schedule(),
    items: fc.array(anyMoment, { maxLength: 6 }),
    consumers: fc.array(
      fc.record({
        begins: anyMoment,
        limits: fc.array(fc.nat(2), { minLength: 1, maxLength: 3 }),
        cancelled: fc.option(anyMoment, { freq: 2 }),
        native: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  },
  { numRuns: 700 },
)(
  "waitFor() loses no item of a queue, whoever is cancelled and whatever expires as the item comes (bpo-37658)",
  ({ order, items, consumers }) =>
    order.run(function* () {
      const queue = new Queue<number>();
      const taken: number[] = [];
      for (const [item, moment] of items.entries()) callAt(moment, () => queue.putNowait(item));

      const tasks = consumers.map(({ begins, limits, cancelled, native }) => {
        const task = createTask(function* () {
          yield* until(begins);
          for (const limit of limits) {
            try {
              taken.push(yield* waitFor(native ? async () => await queue.get() : queue.get(), limit));
            } catch (error) {
              if (!(error instanceof TimeoutError)) throw error;
            }
          }
        });
        cancelAt(task, cancelled);
        return task;
      });
      yield* settle(tasks);
      yield* sleep(muchLater);

      while (!queue.empty()) taken.push(queue.getNowait());
      expect(taken.toSorted((a, b) => a - b)).toEqual(items.map((_, item) => item));
    }),
);

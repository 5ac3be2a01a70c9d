import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { schedule } from "#fast-check/index";
import {
  ALL_COMPLETED,
  createTask,
  FIRST_COMPLETED,
  FIRST_EXCEPTION,
  getRunningLoop,
  sleep,
  type Task,
  wait,
} from "#index";
import { anyMoment, callAt, cancelAt, muchLater, settle, until } from "./collisions.ts";
import { anyJob, type Ending, recorded } from "./jobs.ts";

const anyTasks = fc.array(fc.record({ job: anyJob, cancelled: fc.option(anyMoment, { freq: 3 }) }), {
  minLength: 1,
  maxLength: 5,
});
const anyWait = fc.record({
  begins: anyMoment,
  /** Picks the tasks: some of them, in any order, some twice. */
  picks: fc.array(fc.nat(4), { minLength: 1, maxLength: 6 }),
  timeout: fc.option(fc.nat(3)),
  returnWhen: fc.constantFrom(FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED),
  cancelled: fc.option(anyMoment, { freq: 5 }),
});

test.prop(
  { order: schedule(), jobs: anyTasks, waits: fc.array(anyWait, { minLength: 1, maxLength: 3 }) },
  { numRuns: 700 },
)(
  "wait() tells the done from the pending as soon as its condition holds or its time is up, and cancels nothing",
  ({ order, jobs, waits }) =>
    order.run(function* () {
      const loop = getRunningLoop();
      const endings = new Map<Task<unknown>, Ending>();
      const cancelledItself = new Set<Task<unknown>>();
      const tasks = jobs.map(({ job, cancelled }) => {
        let hasBegun = false;
        const body = recorded(job, {
          began: () => (hasBegun = true),
          ended: (ending) => endings.set(task, ending),
        });
        const task: Task<string> = createTask(body);
        if (cancelled !== null) {
          callAt(cancelled, () => {
            if (!task.cancel()) return;
            cancelledItself.add(task);
            if (!hasBegun) endings.set(task, { name: "cancelled", value: null, time: loop.time() });
          });
        }
        return task;
      });

      const checks: (() => void)[] = [];
      const waiters = waits.map(({ begins, picks, timeout, returnWhen, cancelled }) => {
        const waiter = createTask(function* () {
          yield* until(begins);
          const start = loop.time();
          const given = picks.flatMap((pick) => tasks[pick % tasks.length] ?? []);
          const [done, pending] = yield* wait(given, { timeout, returnWhen });
          const distinct = [...new Set(given)];
          expect(names(done)).toEqual(names(distinct.filter((task) => task.done())));
          expect(names(pending)).toEqual(names(distinct.filter((task) => !task.done())));
          const end = loop.time();
          checks.push(() => {
            const of = distinct.map((task) => endings.get(task) as Ending);
            const last = Math.max(...of.map(({ time }) => time));
            const first = Math.min(
              last,
              ...of
                .filter(({ name }) => returnWhen === FIRST_COMPLETED || name.endsWith("error"))
                .map(({ time }) => time),
            );
            const fulfilled = Math.max(start, returnWhen === ALL_COMPLETED ? last : first);
            expect(end).toBe(Math.min(fulfilled, start + (timeout ?? Infinity)));
          });
        });
        cancelAt(waiter, cancelled);
        return waiter;
      });
      yield* settle(waiters);
      yield* sleep(muchLater);

      for (const [i, task] of tasks.entries()) {
        if (!task.cancelled()) task.exception(); // or it would be reported
        if (!cancelledItself.has(task)) expect(endings.get(task)?.name).toBe(jobs[i]?.job.ends);
      }
      for (const check of checks) check();
    }),
);

/** Tasks are iterable: they cannot be compared element by element. */
function names(tasks: Iterable<Task<unknown>>): string[] {
  return Array.from(tasks, (task) => task.getName());
}

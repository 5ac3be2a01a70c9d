import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { schedule } from "#fast-check/index";
import { CancelledError, createTask, type Future, getRunningLoop, shield, sleep, type Task } from "#index";
import { anyMoment, callAt, muchLater, settle, until } from "./collisions.ts";
import { anyJob, type Ending, outcomeOf, recorded } from "./jobs.ts";

const anyWaiters = fc.array(fc.record({ begins: anyMoment, cancelled: fc.option(anyMoment, { freq: 2 }) }), {
  minLength: 1,
  maxLength: 4,
});

test.prop(
  { order: schedule(), job: anyJob, waiters: anyWaiters, cancelled: fc.option(anyMoment, { freq: 5 }) },
  { numRuns: 700 },
)(
  "shield() keeps what it protects running whoever is cancelled, tells the others its outcome, and reports an unheard error",
  async ({ order, job, waiters, cancelled }) => {
    const reports: { readonly message: string; readonly exception: unknown; readonly time: number }[] = [];
    let ending: Ending | undefined;
    const cancelledAt: number[] = []; // the waiters
    const givenUp: number[] = []; // those of them who waited
    let heard = 0;

    await order.run(function* () {
      const loop = getRunningLoop();
      loop.setExceptionHandler((_, { message, exception }) => reports.push({ message, exception, time: loop.time() }));
      const inner = createTask(recorded(job, { ended: (each) => (ending = each) }));
      let cancelledItself = false;
      if (cancelled !== null) callAt(cancelled, () => (cancelledItself = !inner.done() && inner.cancel()));

      const tasks = waiters.map(({ begins, cancelled: moment }) => {
        let outer: Future<string> | undefined;
        const task: Task<void> = createTask(function* () {
          yield* until(begins);
          outer = shield(inner);
          const outcome = yield* outcomeOf(outer);
          if (task.cancelling() > 0) throw (outcome as { readonly error: unknown }).error;
          if (inner.cancelled()) expect(outcome).toEqual({ error: expect.any(CancelledError) });
          else if (ending?.name.endsWith("error") === true) expect(outcome).toEqual({ error: ending.value });
          else expect(outcome).toEqual({ value: ending?.value });
          heard += 1;
        });
        if (moment !== null) {
          callAt(moment, () => {
            const waits = outer?.done() === false;
            if (!task.cancel()) return;
            cancelledAt.push(loop.time());
            if (waits) givenUp.push(loop.time());
          });
        }
        return task;
      });
      yield* settle(tasks);
      yield* sleep(muchLater);

      expect(inner.done()).toBe(true);
      if (!cancelledItself) expect(ending?.name).toBe(job.ends);
    });

    const isFailure = ending?.name.endsWith("error") === true;
    const failedAt = ending?.time ?? 0;
    const told = reports.filter(({ message }) => message === "Error exception in shielded future");
    if (!isFailure) expect(reports).toEqual([]);
    else {
      // Who is cancelled as it fails may never learn of it, as in CPython.
      if (heard === 0 && !cancelledAt.includes(failedAt)) expect(reports).not.toEqual([]);
      for (const { exception } of reports) expect(exception).toBe(ending?.value);
      expect(told.filter(({ time }) => time !== failedAt)).toEqual([]);
      // Once, however many were cancelled.
      expect(told.length).toBeGreaterThanOrEqual(givenUp.some((time) => time < failedAt) ? 1 : 0);
      expect(told.length).toBeLessThanOrEqual(givenUp.length === 0 ? 0 : 1);
    }
  },
);

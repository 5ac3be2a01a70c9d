import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { schedule } from "#fast-check/index";
import {
  CancelledError,
  type Coroutine,
  createTask,
  ExceptionGroup,
  getRunningLoop,
  sleep,
  type Task,
  TaskGroup,
  type Wait,
} from "#index";
import { anyMoment, callAt, muchLater, settle, until } from "./collisions.ts";
import { anyJob, type Ending, type Job, outcomeOf, recorded } from "./jobs.ts";

const anyChild = fc.record({
  job: anyJob,
  eagerStart: fc.boolean(),
  cancelled: fc.option(anyMoment, { freq: 3 }),
  /** Children that it adds to the group when it ends. */
  adds: fc.array(anyJob, { maxLength: 2 }),
});

/** A body that is cancelled lets the cancellation out, or an error of its own. */
const anyBody = anyJob.map((job): Job => ({
  ...job,
  whenCancelled: job.whenCancelled === "error" ? "error" : "stops",
}));

/** How long a job takes at most to end when it is cancelled. */
const longestCleanup = 2;

test.prop(
  {
    order: schedule(),
    begins: anyMoment,
    body: anyBody,
    children: fc.array(anyChild, { maxLength: 4 }),
    cancelled: fc.array(anyMoment, { maxLength: 2 }),
  },
  { numRuns: 1_000 },
)(
  "a TaskGroup leaves no child, loses no error and swallows no cancellation, however its body and children fail",
  ({ order, begins, body, children, cancelled }) =>
    order.run(function* () {
      const loop = getRunningLoop();
      const group = new TaskGroup();
      const tasks: Task<string>[] = [];
      const endings: Ending[] = [];
      const add = (job: Job, eagerStart: boolean, adds: readonly Job[]): Task<string> => {
        const ended = (ending: Ending): void => {
          endings.push(ending);
          for (const more of adds) tryToAdd(more);
        };
        const task = group.createTask(recorded(job, { ended }), { eagerStart });
        tasks.push(task);
        return task;
      };
      const tryToAdd = (job: Job): void => {
        try {
          add(job, false, []);
        } catch (error) {
          expect(String(error)).toMatch("is shutting down");
        }
      };

      let bodyEnding: Ending | undefined;
      const runBody = recorded(body, { ended: (ending) => (bodyEnding = ending) });
      const cancelledAt: number[] = [];
      const parent = createTask(function* () {
        yield* until(begins);
        const outcome = yield* outcomeOf(
          group.run(() => {
            for (const { job, eagerStart, cancelled: moment, adds } of children) {
              const child = add(job, eagerStart, adds);
              if (moment !== null) callAt(moment, () => child.cancel());
            }
            return runBody();
          }),
        );

        expect(tasks.filter((task) => !task.done()).length).toBe(0);
        const bodyEnd = bodyEnding?.time ?? NaN;
        const failed = endings.filter(isFailure).map(({ time }) => time);
        expect(bodyEnd).toBeLessThanOrEqual(Math.min(...failed, ...cancelledAt) + longestCleanup);
        const aborted = Math.min(...failed, ...cancelledAt.map((time) => Math.max(time, bodyEnd)));
        const stopped = bodyEnding?.name === "value" ? aborted : Math.min(aborted, bodyEnd);
        for (const { time } of endings) expect(time).toBeLessThanOrEqual(stopped + longestCleanup);

        const failures = [...endings, ...(bodyEnding === undefined ? [] : [bodyEnding])].filter(isFailure);
        expect(parent.cancelling()).toBe(cancelledAt.length);
        if (failures.length > 0) {
          const { error } = outcome as { readonly error: ExceptionGroup };
          expect(error).toBeInstanceOf(ExceptionGroup);
          const errors = failures.map(({ value }) => value);
          if (order.isDefault) expect(error.errors).toEqual(errors);
          expect(new Set(error.errors)).toEqual(new Set(errors));
        } else if (cancelledAt.length > 0) {
          expect(outcome).toEqual({ error: expect.any(CancelledError) });
          throw (outcome as { readonly error: CancelledError }).error;
        } else {
          expect(outcome).toEqual({ value: "value" });
        }
        yield* sleep(muchLater); // where a cancellation that is still due arrives
      });
      for (const moment of cancelled) {
        callAt(moment, () => {
          if (parent.cancel()) cancelledAt.push(loop.time());
        });
      }
      yield* settle([parent]);
      expect(parent.cancelled()).toBe(cancelledAt.length > 0);
    }),
);

test.prop(
  {
    order: schedule(),
    outer: fc.array(anyJob, { minLength: 1, maxLength: 3 }),
    inner: fc.array(anyJob, { minLength: 1, maxLength: 3 }),
    native: fc.boolean(),
  },
  { numRuns: 700 },
)(
  "a nested TaskGroup does not keep its body from learning that the outer one fails, even if both fail at once (gh-116720)",
  ({ order, outer, inner, native }) =>
    order.run(function* () {
      const loop = getRunningLoop();
      const failedAt: number[] = [];
      const ended = (ending: Ending): void => {
        if (isFailure(ending)) failedAt.push(ending.time);
      };
      const runInner = (): Coroutine<void> => {
        const group = new TaskGroup();
        return group.run(function* () {
          for (const job of inner) group.createTask(recorded(job, { ended: () => {} }));
        });
      };
      const body = function* (): Generator<Wait, void, void> {
        try {
          yield* runInner();
        } catch (error) {
          if (!(error instanceof ExceptionGroup)) throw error;
        }
        yield* sleep(muchLater);
      };
      const nativeBody = async (): Promise<void> => {
        try {
          await runInner();
        } catch (error) {
          if (!(error instanceof ExceptionGroup)) throw error;
        }
        await sleep(muchLater);
      };

      const group = new TaskGroup();
      const outcome = yield* outcomeOf(
        group.run(() => {
          for (const job of outer) group.createTask(recorded(job, { ended }));
          return native ? nativeBody() : body();
        }),
      );

      if (failedAt.length === 0) {
        expect(outcome).toEqual({ value: undefined });
      } else {
        expect(loop.time()).toBeLessThanOrEqual(Math.min(...failedAt) + longestCleanup);
        expect((outcome as { readonly error: ExceptionGroup }).error.errors).toHaveLength(failedAt.length);
      }
    }),
);

function isFailure({ name }: Ending): boolean {
  return name.endsWith("error");
}

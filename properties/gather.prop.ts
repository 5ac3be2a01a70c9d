import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { schedule } from "#fast-check/index";
import { CancelledError, createTask, gather, getRunningLoop, sleep, type Spawnable, type Task } from "#index";
import { anyMoment, callAt, muchLater, until } from "./collisions.ts";
import { anyJob, type Ending, outcomeOf, recorded } from "./jobs.ts";

const anyChild = fc.record({
  job: anyJob,
  /** Whether it is a task before it is gathered, when that is cancelled by itself, and whether it is an argument twice. */
  task: fc.option(fc.record({ cancelled: fc.option(anyMoment, { freq: 2 }), twice: fc.boolean() }), { freq: 2 }),
});

test.prop(
  {
    order: schedule(),
    children: fc.array(anyChild, { minLength: 1, maxLength: 4 }),
    returnExceptions: fc.boolean(),
    begins: anyMoment,
    cancelled: fc.option(anyMoment, { freq: 3 }),
  },
  { numRuns: 1_000 },
)(
  "gather() keeps each child's outcome in the order of the arguments, whatever fails or is cancelled whenever",
  ({ order, children, returnExceptions, begins, cancelled }) =>
    order.run(function* () {
      const loop = getRunningLoop();
      const all = [...children.keys()];
      const begun = new Set<number>();
      const endings = new Map<number, Ending>();
      const endsUnbegun = (child: number): void => {
        if (!begun.has(child)) endings.set(child, { name: "cancelled", value: null, time: loop.time() });
      };

      const cancelledItself = new Set<number>();
      const spawned = children.map(({ job, task }, child): Task<string> | Spawnable<string> => {
        const body = recorded(job, {
          began: () => begun.add(child),
          ended: (ending) => endings.set(child, ending),
        });
        if (task === null) return body;
        const spawn = createTask(body);
        if (task.cancelled !== null) {
          callAt(task.cancelled, () => {
            if (!spawn.cancel()) return;
            cancelledItself.add(child);
            endsUnbegun(child);
          });
        }
        return spawn;
      });

      yield* until(begins);
      const start = loop.time();
      const order = [...all, ...all.filter((child) => children[child]?.task?.twice)];
      const gathered = gather(...order.map((child) => spawned[child] as Spawnable<string>), { returnExceptions });
      let pendingWhenCancelled: readonly number[] | undefined;
      if (cancelled !== null) {
        callAt(cancelled, () => {
          const pending = all.filter((child) => !endings.has(child));
          if (!gathered.cancel()) return;
          pendingWhenCancelled = pending;
          for (const child of pending) endsUnbegun(child);
        });
      }
      const outcome = yield* outcomeOf(gathered);
      const end = loop.time();
      const endedBefore = endings.size;
      yield* sleep(muchLater);

      // Cancelling the whole cancels each child that runs; nothing else does anything to a child.
      for (const [child, { job }] of children.entries()) {
        const name = endings.get(child)?.name;
        if (pendingWhenCancelled?.includes(child)) expect(name).not.toBe(job.ends);
        else if (!cancelledItself.has(child)) expect(name).toBe(job.ends);
      }
      const bad = [...endings.values()].filter(({ name }) => !name.endsWith("value"));
      if ("value" in outcome) {
        const expected = order.map((child) => endings.get(child)?.value ?? null);
        const actual = outcome.value.map((value) => (value instanceof CancelledError ? null : value));
        expect(actual).toEqual(expected.map((value) => (value instanceof CancelledError ? null : value)));
        if (!returnExceptions) expect(bad).toEqual([]);
        expect([pendingWhenCancelled, endedBefore]).toEqual([undefined, endings.size]);
      } else if (returnExceptions || bad.length === 0) {
        expect(outcome.error).toBeInstanceOf(CancelledError);
        expect([pendingWhenCancelled === undefined, endedBefore]).toEqual([false, endings.size]);
      } else {
        const first = Math.max(start, Math.min(...bad.map(({ time }) => time)));
        expect(end).toBe(first);
        const errors = bad.filter(({ time }) => time <= first).map(({ name }) => name);
        expect(errors).toContain(
          outcome.error instanceof CancelledError ? "cancelled" : (outcome.error as Error).message,
        );
      }
    }),
);

import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { schedule } from "#fast-check/index";
import { createTask, Lock, TimeoutError, type Wait, waitFor } from "#index";
import { anyMoment, cancelAt, settle, until } from "./collisions.ts";

const anyVisits = fc.array(
  fc.record({
    arrives: anyMoment,
    stays: anyMoment,
    cancelled: fc.option(anyMoment, { freq: 2 }),
    native: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);

test.prop({ order: schedule(), visits: anyVisits }, { numRuns: 1_000 })(
  "Lock has at most one holder, serves in order of arrival and ends free, whoever arrives and is cancelled whenever",
  ({ order, visits }) =>
    order.run(function* () {
      const lock = new Lock();
      const arrived: number[] = [];
      const served: number[] = [];
      let holders = 0;
      const enter = (visitor: number): void => {
        served.push(visitor);
        holders += 1;
        expect(holders).toBe(1);
      };

      const visitors = visits.map(({ arrives, stays, cancelled, native }, visitor) => {
        const task = createTask(function* () {
          yield* until(arrives);
          const hold = function* (): Generator<Wait, void, void> {
            arrived.push(visitor);
            yield* lock.acquire();
            try {
              enter(visitor);
              yield* until(stays);
            } finally {
              holders -= 1;
              lock.release();
            }
          };
          const holdNatively = async (): Promise<void> => {
            arrived.push(visitor);
            await lock.acquire();
            try {
              enter(visitor);
              await createTask(() => until(stays));
            } finally {
              holders -= 1;
              lock.release();
            }
          };
          yield* createTask(native ? holdNatively : hold);
        });
        cancelAt(task, cancelled);
        return task;
      });
      yield* settle(visitors);

      expect(served).toEqual(arrived.filter((visitor) => served.includes(visitor)));
      for (const [visitor, { cancelled }] of visits.entries()) {
        if (cancelled === null) expect(served).toContain(visitor);
      }
      expect(String(lock)).toBe("<Lock [unlocked]>");
    }),
);

test.prop(
  { order: schedule(), visits: anyVisits, patience: fc.array(fc.nat(2), { minLength: 1, maxLength: 3 }) },
  { numRuns: 500 },
)(
  "a Lock that is waited for with a timeout is either held by who waits or not taken (bpo-37658)",
  ({ order, visits, patience }) =>
    order.run(function* () {
      const lock = new Lock();
      let holders = 0;

      const visitors = visits.map(({ arrives, stays, cancelled }, visitor) => {
        const task = createTask(function* () {
          yield* until(arrives);
          try {
            yield* waitFor(lock.acquire(), patience[visitor % patience.length] ?? 0);
          } catch (error) {
            if (error instanceof TimeoutError) return;
            throw error;
          }
          try {
            holders += 1;
            expect(holders).toBe(1);
            yield* until(stays);
          } finally {
            holders -= 1;
            lock.release();
          }
        });
        cancelAt(task, cancelled);
        return task;
      });
      yield* settle(visitors);

      expect(String(lock)).toBe("<Lock [unlocked]>");
    }),
);

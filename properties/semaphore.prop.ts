import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { schedule } from "#fast-check/index";
import { BoundedSemaphore, createTask, getRunningLoop, Semaphore, sleep, type Task, type Wait } from "#index";
import { anyMoment, cancelAt, muchLater, settle, until } from "./collisions.ts";

const anyVisits = fc.array(
  fc.record({
    arrives: anyMoment,
    stays: anyMoment,
    cancelled: fc.option(anyMoment, { freq: 2 }),
    native: fc.boolean(),
  }),
  { minLength: 1, maxLength: 7 },
);
const anyKind = fc.constantFrom(Semaphore, BoundedSemaphore);

test.prop(
  { order: schedule(), visits: anyVisits, Kind: anyKind, permits: fc.integer({ min: 1, max: 3 }) },
  { numRuns: 1_000 },
)(
  "Semaphore admits as many as it has permits, earlier ones first, and ends with all, whoever is cancelled whenever",
  ({ order, visits, Kind, permits }) =>
    order.run(function* () {
      const semaphore = new Kind(permits);
      const arrived: number[] = [];
      const served: number[] = [];
      const servedAt = new Map<number, number>();
      let inside = 0;
      const enter = (visitor: number): void => {
        served.push(visitor);
        servedAt.set(visitor, getRunningLoop().time());
        inside += 1;
        expect(inside).toBeLessThanOrEqual(permits);
      };

      const visitors = visits.map(({ arrives, stays, cancelled, native }, visitor) => {
        const stay = function* (): Generator<Wait, void, void> {
          enter(visitor);
          try {
            yield* until(stays);
          } finally {
            inside -= 1;
          }
        };
        const task = createTask(function* () {
          yield* until(arrives);
          arrived.push(visitor);
          yield* semaphore.run(native ? async () => await createTask(stay, { eagerStart: true }) : stay);
        });
        cancelAt(task, cancelled);
        return task;
      });
      yield* settle(visitors);

      expect(String(semaphore)).toBe(`<${Kind.name} [unlocked, value:${permits}]>`);
      for (const [visitor, { cancelled }] of visits.entries()) {
        if (cancelled === null) expect(served).toContain(visitor);
      }
      // Two that were woken in one instant may run in any order, but a later instant never overtakes an earlier one.
      const inTurn = arrived.filter((visitor) => servedAt.has(visitor));
      if (order.isDefault) expect(served).toEqual(inTurn);
      for (const earlier of inTurn) {
        for (const later of inTurn) {
          const [first, second] = [visits[earlier]?.arrives.second ?? 0, visits[later]?.arrives.second ?? 0];
          if (first < second) expect(servedAt.get(earlier)).toBeLessThanOrEqual(servedAt.get(later) ?? 0);
        }
      }
    }),
);

const anyActions = fc.array(
  fc.oneof(
    fc.record({ what: fc.constant("acquire" as const), when: anyMoment, cancelled: fc.option(anyMoment, { freq: 2 }) }),
    fc.record({ what: fc.constant("release" as const), when: anyMoment }),
  ),
  { minLength: 2, maxLength: 10 },
);

test.prop({ order: schedule(), actions: anyActions, permits: fc.nat(2) }, { numRuns: 1_000 })(
  "Semaphore neither makes nor loses a permit, is locked while anybody waits, and nobody waits while one is free",
  ({ order, actions, permits }) =>
    order.run(function* () {
      const semaphore = new Semaphore(permits);
      let free = permits;
      const begun = new Set<number>();

      const tasks: Task<void>[] = actions.map((action, index) => {
        const task = createTask(function* () {
          yield* until(action.when);
          if (action.what === "release") {
            semaphore.release();
            free += 1;
          } else {
            const ahead = tasks.filter((task, other) => begun.has(other) && !task.done() && task.cancelling() === 0);
            if (ahead.length > 0) expect(semaphore.locked()).toBe(true);
            begun.add(index);
            yield* semaphore.acquire();
            free -= 1;
            expect(free).toBeGreaterThanOrEqual(0);
          }
        });
        if (action.what === "acquire") cancelAt(task, action.cancelled);
        return task;
      });
      yield* sleep(muchLater);

      const waiting = tasks.filter((task) => !task.done());
      if (free > 0) expect(waiting).toEqual([]);
      const waiters = waiting.length > 0 ? `, waiters:${waiting.length}` : "";
      expect(String(semaphore)).toBe(`<Semaphore [${free === 0 ? "locked" : `unlocked, value:${free}`}${waiters}]>`);
      for (const task of waiting) task.cancel();
      yield* settle(tasks);
    }),
);

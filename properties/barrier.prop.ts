import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { schedule } from "#fast-check/index";
import { Barrier, BrokenBarrierError, createTask, gather } from "#index";
import { anyMoment, cancelAt, settle, until } from "./collisions.ts";

const anyParties = fc.integer({ min: 1, max: 3 });

test.prop(
  {
    order: schedule(),
    parties: anyParties,
    rounds: fc.integer({ min: 1, max: 3 }),
    arrivals: fc.array(fc.record({ when: anyMoment, native: fc.boolean() }), { minLength: 9, maxLength: 9 }),
  },
  { numRuns: 1_000 },
)(
  "Barrier lets tasks pass in rounds that never mix, each with every index once, whoever arrives whenever",
  ({ order, parties, rounds, arrivals }) =>
    order.run(function* () {
      const barrier = new Barrier(parties);
      let arrived = 0;
      const passed: number[] = [];

      const tasks = arrivals.slice(0, parties * rounds).map(({ when, native }) =>
        createTask(function* () {
          yield* until(when);
          arrived += 1;
          const pass = (index: number): void => {
            const round = Math.floor(passed.length / parties);
            expect(arrived).toBeGreaterThanOrEqual((round + 1) * parties);
            passed.push(index);
          };
          if (native) yield* barrier.run(async (index) => pass(index));
          else pass(yield* barrier.wait());
        }),
      );
      yield* settle(tasks);

      const everyIndex = new Set(Array.from({ length: parties }, (_, index) => index));
      for (let round = 0; round < rounds; round += 1) {
        expect(new Set(passed.slice(round * parties, (round + 1) * parties))).toEqual(everyIndex);
      }
      expect(String(barrier)).toBe(`<Barrier [filling, waiters:0/${parties}]>`);
    }),
);

const anyInterruption = fc.record({ what: fc.constantFrom("abort" as const, "reset" as const), when: anyMoment });
const anyVisit = fc.record({ when: anyMoment, cancelled: fc.option(anyMoment, { freq: 2 }) });

test.prop(
  {
    order: schedule(),
    parties: anyParties,
    visits: fc.array(anyVisit, { minLength: 1, maxLength: 7 }),
    interruptions: fc.array(anyInterruption, { maxLength: 3 }),
  },
  { numRuns: 1_000 },
)(
  "Barrier can be used again after any cancellations, aborts and resets, and lets nobody pass short of its parties",
  ({ order, parties, visits, interruptions }) =>
    order.run(function* () {
      const barrier = new Barrier(parties);
      let arrived = 0;
      let passed = 0;

      const visitors = visits.map(({ when, cancelled }) => {
        const task = createTask(function* () {
          yield* until(when);
          arrived += 1;
          try {
            const index = yield* barrier.wait();
            passed += 1;
            expect(index).toBeLessThan(parties);
            expect(arrived).toBeGreaterThanOrEqual(parties * Math.ceil(passed / parties));
          } catch (error) {
            if (!(error instanceof BrokenBarrierError)) throw error;
          }
        });
        cancelAt(task, cancelled);
        return task;
      });
      const interrupters = interruptions.map(({ what, when }) =>
        createTask(function* () {
          yield* until(when);
          yield* barrier[what]();
        }),
      );
      yield* settle(interrupters);
      yield* until({ second: 4, turn: 0 }); // all have arrived
      yield* barrier.abort();
      yield* settle(visitors);
      expect(barrier.broken).toBe(true);
      yield* barrier.reset();

      const indices = yield* gather(...Array.from({ length: parties }, () => barrier.wait()));
      expect(new Set(indices)).toEqual(new Set(Array.from({ length: parties }, (_, index) => index)));
      expect(String(barrier)).toBe(`<Barrier [filling, waiters:0/${parties}]>`);
    }),
);

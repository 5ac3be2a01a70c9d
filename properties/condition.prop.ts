import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { schedule } from "#fast-check/index";
import { Condition, createTask, sleep, type Wait } from "#index";
import { anyMoment, cancelAt, muchLater, pause, settle, until } from "./collisions.ts";

const anyConsumers = fc.array(
  fc.record({
    begins: anyMoment,
    stays: fc.nat(2),
    cancelled: fc.array(anyMoment, { maxLength: 2 }),
    native: fc.boolean(),
  }),
  { minLength: 1, maxLength: 5 },
);
const anyProducers = fc.array(
  fc.record({ begins: anyMoment, items: fc.integer({ min: 1, max: 2 }), stays: fc.nat(4) }),
  {
    minLength: 1,
    maxLength: 4,
  },
);

test.prop({ order: schedule(), consumers: anyConsumers, producers: anyProducers }, { numRuns: 1_000 })(
  "Condition loses no notification and keeps its lock exclusive, whoever is cancelled whenever (gh-112202)",
  ({ order, consumers, producers }) =>
    order.run(function* () {
      const condition = new Condition();
      let items = 0;
      let inside = 0;
      const exclusively = function* (turns: number): Generator<Wait, void, void> {
        inside += 1;
        expect([inside, condition.locked()]).toEqual([1, true]);
        try {
          yield* pause(turns);
        } finally {
          inside -= 1;
        }
      };

      const waiters = consumers.map(({ begins, stays, cancelled, native }) => {
        const consume = function* (): Generator<Wait, void, void> {
          yield* exclusively(0);
          try {
            yield* condition.waitFor(() => items > 0);
          } finally {
            yield* exclusively(0); // even if cancelled
          }
          items -= 1;
          yield* exclusively(stays);
        };
        const task = createTask(function* () {
          yield* until(begins);
          yield* condition.run(native ? async () => await createTask(consume, { eagerStart: true }) : consume);
        });
        for (const moment of cancelled) cancelAt(task, moment);
        return task;
      });
      const makers = producers.map((producer) =>
        createTask(function* () {
          yield* until(producer.begins);
          yield* condition.run(function* () {
            items += producer.items;
            condition.notify(producer.items);
            yield* exclusively(producer.stays);
          });
        }),
      );
      yield* settle(makers);
      yield* sleep(muchLater);

      const waiting = waiters.filter((task) => !task.done());
      if (items > 0) expect(waiting).toEqual([]);
      for (const task of waiting) task.cancel();
      yield* settle(waiters);
      expect(String(condition)).toBe("<Condition [unlocked]>");
    }),
);

test.prop(
  {
    order: schedule(),
    waits: fc.array(fc.option(anyMoment, { freq: 2 }), { minLength: 2, maxLength: 5 }),
    serves: fc.array(fc.record({ when: anyMoment, stays: fc.nat(2) }), { minLength: 1, maxLength: 5 }),
  },
  { numRuns: 1_000 },
)(
  "no item stays while somebody waits for one who could have been notified, whoever is cancelled whenever (gh-112202)",
  ({ order, waits, serves }) =>
    order.run(function* () {
      const condition = new Condition();
      let items = 0;
      const waiters = waits.map((cancelled) => {
        const waiter = createTask(() =>
          condition.run(function* () {
            yield* condition.waitFor(() => items > 0);
            items -= 1;
          }),
        );
        cancelAt(waiter, cancelled);
        return waiter;
      });
      for (const { when, stays } of serves) {
        createTask(function* () {
          yield* until(when);
          yield* condition.run(function* () {
            items += 1;
            condition.notify();
            yield* pause(stays);
          });
        });
      }
      yield* sleep(muchLater);

      const waiting = waiters.filter((waiter) => !waiter.done());
      expect(Math.min(waiting.length, items)).toBe(0);
      for (const waiter of waiting) waiter.cancel();
      yield* settle(waiters);
    }),
);

test.prop(
  { order: schedule(), waiters: fc.integer({ min: 1, max: 6 }), notified: fc.array(fc.nat(3), { maxLength: 4 }) },
  { numRuns: 500 },
)("notify(n) wakes n waiters, or all if fewer wait, those first who waited longest", ({ order, waiters, notified }) =>
  order.run(function* () {
    const condition = new Condition();
    const began: number[] = [];
    const woken: number[] = [];
    const tasks = Array.from({ length: waiters }, (_, waiter) =>
      createTask(() =>
        condition.run(function* () {
          began.push(waiter);
          yield* condition.wait();
          woken.push(waiter);
        }),
      ),
    );
    yield* sleep(1);

    let expected = 0;
    for (const n of notified) {
      yield* condition.run(async () => condition.notify(n));
      yield* sleep(1);
      expected = Math.min(waiters, expected + n);
      expect(new Set(woken)).toEqual(new Set(began.slice(0, expected)));
    }

    yield* condition.run(async () => condition.notifyAll());
    yield* settle(tasks);
    expect(woken).toHaveLength(waiters);
  }),
);

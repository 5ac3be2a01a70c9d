import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { schedule } from "#fast-check/index";
import { createTask, Event, sleep } from "#index";
import { anyMoment, cancelAt, muchLater, settle, until } from "./collisions.ts";

const anyWaits = fc.array(
  fc.record({ begins: anyMoment, cancelled: fc.option(anyMoment, { freq: 2 }), native: fc.boolean() }),
  { minLength: 1, maxLength: 5 },
);
const anyFlips = fc.array(fc.record({ when: anyMoment, sets: fc.boolean(), clears: fc.boolean() }), { maxLength: 5 });

test.prop({ order: schedule(), waits: anyWaits, flips: anyFlips }, { numRuns: 1_000 })(
  "Event lets pass exactly those during whose wait it was set, however briefly, whoever is cancelled whenever",
  ({ order, waits, flips }) =>
    order.run(function* () {
      const event = new Event();
      let timesSet = 0;
      const setBefore: number[] = []; // per waiter: how often the event had been set when it began to wait

      const waiters = waits.map(({ begins, cancelled, native }, waiter) => {
        const task = createTask(function* () {
          yield* until(begins);
          setBefore[waiter] = event.isSet() ? -1 : timesSet;
          yield* native ? createTask(async () => await event.wait(), { eagerStart: true }) : event.wait();
          expect(timesSet).toBeGreaterThan(setBefore[waiter]);
        });
        cancelAt(task, cancelled);
        return task;
      });
      const flippers = flips.map(({ when, sets, clears }) =>
        createTask(function* () {
          yield* until(when);
          if (sets && !event.isSet()) timesSet += 1;
          if (sets) event.set();
          if (clears) event.clear();
        }),
      );
      yield* settle(flippers);
      yield* sleep(muchLater);

      for (const [waiter, task] of waiters.entries()) {
        if (!task.done()) expect([timesSet, event.isSet()]).toEqual([setBefore[waiter], false]);
      }
      timesSet += 1;
      event.set();
      yield* settle(waiters);
      expect(String(event)).toBe("<Event [set]>");
    }),
);

import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { schedule } from "#fast-check/index";
import { createTask, getRunningLoop, run, sleep, type TimerHandle, type Wait } from "#index";
import { type Probe, virtualLoop } from "#testing";
import { anyMoment, callAt, muchLater } from "./collisions.ts";

/** Few delays, some of which add up to more than they should: 0.1 + 0.2 is not 0.3. */
const anyDelay = fc.constantFrom(0, 0.1, 0.2, 0.3, 1, 2);

interface Fired {
  readonly number: number;
  readonly when: number;
}

test.prop(
  {
    order: schedule(),
    timers: fc.array(
      fc.record({ delay: anyDelay, then: fc.array(anyDelay, { maxLength: 3 }), absolute: fc.boolean() }),
      { minLength: 1, maxLength: 20 },
    ),
  },
  { numRuns: 500 },
)(
  "timers fire at their deadline, exactly and in order, and equal ones in order of registration, whatever sets them",
  ({ order, timers }) =>
    order.run(function* () {
      const loop = getRunningLoop();
      const fired: Fired[] = [];
      let registered = 0;
      const start = (delay: number, then: readonly number[], absolute: boolean): void => {
        const number = registered;
        registered += 1;
        const when = loop.time() + delay;
        const fire = (): void => {
          expect(loop.time()).toBe(when);
          fired.push({ number, when });
          const [next, ...rest] = then;
          if (next !== undefined) start(next, rest, absolute);
        };
        expect((absolute ? loop.callAt(when, fire) : loop.callLater(delay, fire)).when()).toBe(when);
      };

      for (const { delay, then, absolute } of timers) start(delay, then, absolute);
      yield* sleep(muchLater);

      expect(fired).toHaveLength(registered);
      for (const [i, { number, when }] of fired.entries()) {
        const before = fired[i - 1] ?? { number: -1, when: -1 };
        expect(before.when).toBeLessThanOrEqual(when);
        if (before.when === when && order.isDefault) expect(before.number).toBeLessThan(number);
      }
    }),
);

const someTimers = fc.array(fc.record({ delay: anyDelay, cancelled: fc.nat(2).map((n) => n > 0) }), {
  minLength: 1,
  maxLength: 9,
});

test.prop({ size: fc.nat(200), pattern: someTimers, moreLater: fc.boolean() }, { numRuns: 500 })(
  "timers keep their order when the cancelled ones among them are dropped, however many there are",
  ({ size, pattern, moreLater }) =>
    run(
      function* () {
        const loop = getRunningLoop();
        const fired: Fired[] = [];
        const expected: Fired[] = [];
        const dropped: TimerHandle[] = [];
        for (let number = 0; number < size; number += 1) {
          const timer = pattern[number % pattern.length];
          const when = loop.time() + (timer?.delay ?? 0);
          const handle = loop.callAt(when, () => fired.push({ number, when }));
          if (timer?.cancelled) dropped.push(handle);
          else expected.push({ number, when });
        }

        if (moreLater) yield* sleep(0);
        for (const handle of dropped) handle.cancel();
        yield* sleep(muchLater);

        expect(fired).toEqual(expected.toSorted((a, b) => a.when - b.when || a.number - b.number));
      },
      { loopFactory: virtualLoop() },
    ),
);

test.prop(
  {
    order: schedule(),
    timers: fc.array(fc.record({ delay: fc.nat(3), cancelled: fc.option(anyMoment, { freq: 3 }) }), {
      minLength: 1,
      maxLength: 6,
    }),
  },
  { numRuns: 500 },
)(
  "a timer that is cancelled never fires, not even if it is due already, and any other fires once",
  ({ order, timers }) =>
    order.run(function* () {
      const loop = getRunningLoop();
      const fired = timers.map(() => 0);
      const firedWhenCancelled = timers.map(() => -1);

      for (const [number, { delay, cancelled }] of timers.entries()) {
        const handle = loop.callLater(delay, () => (fired[number] = (fired[number] ?? 0) + 1));
        if (cancelled === null) continue;
        callAt(cancelled, () => {
          handle.cancel();
          firedWhenCancelled[number] = fired[number] ?? 0;
        });
      }
      yield* sleep(muchLater);

      for (const [number, { cancelled }] of timers.entries()) {
        expect(fired[number]).toBe(cancelled === null ? 1 : firedWhenCancelled[number]);
      }
    }),
);

const anySleeps = fc.array(fc.record({ delay: anyDelay, native: fc.boolean() }), { maxLength: 4 });

test.prop({ order: schedule(), sleepers: fc.array(anySleeps, { maxLength: 4 }) }, { numRuns: 500 })(
  "the clock never goes back and nobody oversleeps, whoever sleeps how long",
  async ({ order, sleepers }) => {
    const times: number[] = [];
    const advances: number[] = [];
    const probe: Probe = {
      turn: (_, time) => times.push(time),
      advanced: (time) => advances.push(time),
    };
    const loopFactory = order.loopFactory({ probe });
    await run(
      function* () {
        const loop = getRunningLoop();
        const tasks = sleepers.map((sleeps) =>
          createTask(function* (): Generator<Wait, void, void> {
            for (const { delay, native } of sleeps) {
              const before = loop.time();
              loop.callLater(delay - 1, () => {}); // often overdue
              yield* native ? createTask(async () => await sleep(delay), { eagerStart: true }) : sleep(delay);
              expect(loop.time()).toBe(before + delay);
            }
          }),
        );
        for (const task of tasks) yield* task;
      },
      { loopFactory },
    );

    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(advances).toEqual([...new Set(advances)].toSorted((a, b) => a - b));
  },
);

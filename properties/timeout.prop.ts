import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { schedule } from "#fast-check/index";
import { createTask, currentTask, getRunningLoop, sleep, type Timeout, TimeoutError, timeout, type Wait } from "#index";
import { anyMoment, cancelAt, muchLater, settle, until } from "./collisions.ts";

const anySleeps = fc.array(fc.nat(2), { maxLength: 4 });
/** Of nested blocks, the outermost first. */
const anyLimits = fc.array(fc.option(fc.nat(4), { freq: 5 }), { minLength: 1, maxLength: 3 });

/** Sleep inside a block per limit, and tell how that ends. */
function* sleepWithin(
  limits: readonly (number | null)[],
  sleeps: readonly number[],
  native: boolean,
  entered: (block: Timeout) => void,
): Generator<Wait, "value" | "timeout", void> {
  const [limit = null, ...inner] = limits;
  try {
    if (inner.length === 0 && native) {
      return yield* timeout(limit).run(async (block) => {
        entered(block);
        for (const delay of sleeps) await sleep(delay);
        return "value" as const;
      });
    }
    return yield* timeout(limit).run(function* (block) {
      entered(block);
      if (inner.length > 0) return yield* sleepWithin(inner, sleeps, native, entered);
      for (const delay of sleeps) yield* sleep(delay);
      return "value";
    });
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    return "timeout";
  }
}

test.prop(
  {
    order: schedule(),
    programs: fc.array(fc.record({ limits: anyLimits, sleeps: anySleeps, native: fc.boolean() }), {
      minLength: 1,
      maxLength: 3,
    }),
  },
  { numRuns: 500 },
)(
  "a timeout ends its block exactly at the deadline, never earlier, and leaves nothing behind, however it is nested",
  ({ order, programs }) =>
    order.run(function* () {
      const loop = getRunningLoop();
      const tasks = programs.map(({ limits, sleeps, native }) =>
        createTask(function* () {
          const blocks: Timeout[] = [];
          const outcome = yield* sleepWithin(limits, sleeps, native, (block) => blocks.push(block));

          const now = loop.time();
          const work = sleeps.reduce((sum, delay) => sum + delay, 0);
          const limit = Math.min(...limits.map((each) => each ?? Infinity));
          expect(now).toBe(Math.min(work, limit));
          if (work < limit) expect(outcome).toBe("value");
          if (work > limit) expect(outcome).toBe("timeout");
          for (const block of blocks) {
            if ((block.when() ?? Infinity) > now) expect(block.expired()).toBe(false);
          }
          expect(currentTask()?.cancelling()).toBe(0);
          yield* sleep(muchLater);
          expect(loop.time()).toBe(now + muchLater);
        }),
      );
      yield* settle(tasks);
      expect(tasks.filter((task) => task.cancelled()).length).toBe(0);
    }),
);

/** Sleep, or move the deadline to so many seconds from now. */
type Step = { readonly sleep: number } | { readonly reschedule: number | null };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ sleep: fc.nat(2) }),
  fc.record({ reschedule: fc.option(fc.integer({ min: -1, max: 2 }), { freq: 4 }) }),
);

/** Every way in which a block with this deadline can end that begins at `now`; what is due together comes in any order. */
function* endings(steps: readonly Step[], deadline: number, now: number): Generator<string, void, void> {
  const [step, ...rest] = steps;
  if (step === undefined) yield `value at ${now}`;
  else if ("reschedule" in step) {
    yield* endings(rest, step.reschedule === null ? Infinity : now + step.reschedule, now);
  } else {
    const end = now + step.sleep;
    if (deadline <= end) yield `timeout at ${Math.max(deadline, now)}`;
    if (deadline >= end || step.sleep === 0) yield* endings(rest, deadline, end);
  }
}

test.prop({ order: schedule(), steps: fc.array(anyStep, { maxLength: 8 }) }, { numRuns: 700 })(
  "a timeout keeps to the deadline that was set last, however often it is moved",
  ({ order, steps }) =>
    order.run(function* () {
      const loop = getRunningLoop();
      const block = timeout(null);
      let outcome = "value";
      try {
        yield* block.run(function* () {
          for (const step of steps) {
            if ("sleep" in step) yield* sleep(step.sleep);
            else block.reschedule(step.reschedule === null ? null : loop.time() + step.reschedule);
          }
        });
      } catch (error) {
        if (!(error instanceof TimeoutError)) throw error;
        outcome = "timeout";
      }
      expect([...endings(steps, Infinity, 0)]).toContain(`${outcome} at ${loop.time()}`);
      yield* sleep(muchLater);
    }),
);

test.prop(
  {
    order: schedule(),
    limits: anyLimits,
    sleeps: anySleeps,
    begins: anyMoment,
    cancelled: fc.array(anyMoment, { minLength: 1, maxLength: 2 }),
    native: fc.boolean(),
  },
  { numRuns: 700 },
)(
  "no timeout swallows a cancellation, not even one that comes as it expires",
  ({ order, limits, sleeps, begins, cancelled, native }) =>
    order.run(function* () {
      const task = createTask(function* () {
        yield* until(begins);
        yield* sleepWithin(limits, sleeps, native, () => {});
        yield* sleep(muchLater);
      });
      for (const moment of cancelled) cancelAt(task, moment);
      yield* settle([task]);
      expect(task.cancelled()).toBe(true);
    }),
);

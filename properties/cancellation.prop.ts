import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { schedule } from "#fast-check/index";
import { CancelledError, coroutine, createTask, getRunningLoop, sleep } from "#index";
import { anyMoment, callAt } from "./collisions.ts";

const anyDelays = fc.array(fc.nat(2), { minLength: 1, maxLength: 3 });

/** What native code may await. */
interface Step {
  readonly kind: "in turn" | "tasks" | "with cleanup" | "microtasks" | "all" | "race" | "outside";
  readonly delays: readonly number[];
}

function stepsOf(...kinds: readonly Step["kind"][]): fc.Arbitrary<Step[]> {
  return fc.array(fc.record({ kind: fc.constantFrom(...kinds), delays: anyDelays }), { minLength: 1, maxLength: 4 });
}

/** Native code that waits outside while a part of what it awaited before still goes on is not seen to have left that. */
const anySteps = fc.oneof(
  stepsOf("in turn", "tasks", "with cleanup", "microtasks", "all", "race"),
  stepsOf("in turn", "tasks", "with cleanup", "microtasks", "outside"),
);

async function perform({ kind, delays }: Step): Promise<void> {
  switch (kind) {
    case "in turn":
      for (const delay of delays) await sleep(delay);
      return;
    case "all":
      await Promise.all(delays.map((delay) => sleep(delay)));
      return;
    case "race":
      await Promise.race(delays.map((delay) => sleep(delay)));
      return;
    case "tasks":
      for (const delay of delays) await createTask(() => sleep(delay));
      return;
    case "with cleanup":
      try {
        for (const delay of delays) await sleep(delay);
      } finally {
        await sleep(1);
      }
      return;
    case "microtasks":
      for (const ticks of delays) for (let tick = 0; tick <= ticks; tick += 1) await Promise.resolve();
      return;
    case "outside":
      for (const delay of delays) {
        await new Promise<void>((resolve) => getRunningLoop().callLater(delay, () => resolve()));
      }
  }
}

test.prop(
  {
    order: schedule(),
    steps: anySteps,
    inGenerator: fc.boolean(),
    cancelled: fc.array(anyMoment, { minLength: 1, maxLength: 3 }),
  },
  { numRuns: 700 },
)(
  "a cancellation reaches native code exactly once, whatever it awaits and however much of that at once",
  ({ order, steps, inGenerator, cancelled }) =>
    order.run(function* () {
      let requested = 0;
      let seen = 0;
      /** Whether a request was made that the code has not seen: another one adds nothing to it. */
      let isDue = false;
      const attempt = async (action: () => PromiseLike<void>): Promise<void> => {
        try {
          await action();
        } catch (error) {
          if (!(error instanceof CancelledError)) throw error;
          seen += 1;
          isDue = false;
        }
      };
      const begun = new Set<string>();
      const body = async (): Promise<string> => {
        begun.add("body");
        for (const step of steps) await attempt(() => perform(step));
        for (let turn = 0; turn < 3; turn += 1) await attempt(() => sleep(turn));
        return "value";
      };

      const task = createTask(
        inGenerator
          ? function* () {
              return yield* coroutine(body)();
            }
          : body,
      );
      while (!begun.has("body")) yield* sleep(0);
      for (const moment of cancelled) {
        callAt(moment, () => {
          if (!task.cancel() || isDue) return;
          requested += 1;
          isDue = true;
        });
      }
      expect(yield* task).toBe("value");
      expect(seen).toBe(requested);
    }),
);

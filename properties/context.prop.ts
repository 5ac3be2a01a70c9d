import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { schedule } from "#fast-check/index";
import {
  ContextVar,
  coroutine,
  type Coroutine,
  copyContext,
  createTask,
  getRunningLoop,
  sleep,
  type Task,
  type Wait,
} from "#index";
import { muchLater, until } from "./collisions.ts";

const anyStep = fc.record({
  kind: fc.constantFrom(
    "set" as const,
    "set and reset" as const,
    "pause" as const,
    "await what sets" as const,
    "call soon" as const,
    "call later" as const,
    "call when done" as const,
    "run in a copy" as const,
    "spawn" as const,
    "spawn in a copy" as const,
  ),
  variable: fc.nat(1),
  value: fc.integer({ min: 1, max: 9 }),
});
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

const anyTask = fc.record({
  steps: fc.array(anyStep, { minLength: 1, maxLength: 6 }),
  native: fc.boolean(),
  eagerStart: fc.boolean(),
});

/** What the variables are expected to hold. */
type Values = [number, number];

test.prop({ order: schedule(), bodies: fc.array(anyTask, { minLength: 1, maxLength: 6 }) }, { numRuns: 700 })(
  "context variables never leak: a task or callback starts with its creator's values, and nobody sees what it sets",
  ({ order, bodies }) =>
    order.run(function* () {
      const loop = getRunningLoop();
      const variables = [new ContextVar("a", { default: 0 }), new ContextVar("b", { default: 0 })] as const;
      const leaks: string[] = [];
      const check = (values: Values, where: string): void => {
        const seen = variables.map((variable) => variable.get()).join();
        if (seen !== values.join()) leaks.push(`${where}: ${seen} instead of ${values.join()}`);
      };
      const set = (values: Values, { variable, value }: Step): void => {
        variables[variable === 0 ? 0 : 1].set(value);
        values[variable === 0 ? 0 : 1] = value;
      };

      const left = [...bodies];
      const tasks: Task<void>[] = [];
      const spawn = (values: Values): void => {
        const body = left.shift();
        if (body === undefined) return;
        const own: Values = [...values];
        const { steps, native, eagerStart } = body;
        tasks.push(createTask(native ? () => runNatively(steps, own) : () => run(steps, own), { eagerStart }));
      };
      const callback = (values: Values, step: Step) => (): void => {
        const own: Values = [...values];
        check(own, step.kind);
        set(own, step);
        check(own, `${step.kind}, set`);
      };
      /** @returns what the task has to wait for */
      const take = (step: Step, values: Values): Coroutine<void> | undefined => {
        const before: Values = [...values];
        switch (step.kind) {
          case "set":
            set(values, step);
            break;
          case "set and reset":
            variables[0].reset(variables[0].set(step.value));
            break;
          case "pause":
            return pause(step.value);
          case "await what sets":
            return setLater(values, step);
          case "call soon":
            loop.callSoon(callback(before, step));
            break;
          case "call later":
            loop.callLater(step.value % 3, callback(before, step));
            break;
          case "call when done": {
            const future = loop.createFuture<void>();
            future.addDoneCallback(callback(before, step));
            loop.callSoon(() => future.setResult());
            break;
          }
          case "run in a copy":
            copyContext().run(callback(before, step));
            break;
          case "spawn":
            spawn(before);
            break;
          case "spawn in a copy":
            copyContext().run(() => {
              set(before, step);
              spawn(before);
              check(before, "after an eager start in a copy");
            });
        }
        return undefined;
      };
      const setLater = coroutine(function* (values: Values, step: Step): Generator<Wait, void, void> {
        yield* sleep(step.value % 2);
        set(values, step);
      });
      const run = function* (steps: readonly Step[], values: Values): Generator<Wait, void, void> {
        check(values, "begin");
        for (const step of steps) {
          const wait = take(step, values);
          if (wait !== undefined) yield* wait;
          check(values, `after ${step.kind}`);
        }
      };
      const runNatively = async (steps: readonly Step[], values: Values): Promise<void> => {
        check(values, "begin natively");
        for (const step of steps) {
          const wait = take(step, values);
          if (wait !== undefined) await wait;
          check(values, `natively after ${step.kind}`);
        }
      };

      const own: Values = [0, 0];
      while (left.length > 0) {
        spawn(own);
        check(own, "after an eager start");
        yield* sleep(0);
      }
      yield* sleep(muchLater);
      for (const task of tasks) yield* task;
      check(own, "at the end");
      expect(leaks).toEqual([]);
    }),
);

const pause = coroutine(function* (value: number): Generator<Wait, void, void> {
  yield* until({ second: value % 2, turn: value % 4 });
});

import { fc } from "@fast-check/vitest";
import { createTask, sleep, type Task, type Wait } from "#index";

/** When something happens. */
export interface Moment {
  readonly second: number;
  /** How often to let the others run within that second. */
  readonly turn: number;
}

/** Few seconds and few turns, so that events collide. */
export const anyMoment: fc.Arbitrary<Moment> = fc.record({
  second: fc.nat(2),
  turn: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) }),
});

/** After everything that happens at {@link anyMoment}, and all that follows from it. */
export const muchLater = 1_000;

/** Wait for `moment`, counted from now. */
export function* until({ second, turn }: Moment): Generator<Wait, void, void> {
  yield* sleep(second);
  yield* pause(turn);
}

/** Let the others run, `turns` times. */
export function* pause(turns: number): Generator<Wait, void, void> {
  for (let count = 0; count < turns; count += 1) yield* sleep(0);
}

/** Call `action` at `moment`, counted from now. */
export function callAt(moment: Moment, action: () => unknown): void {
  createTask(function* () {
    yield* until(moment);
    action();
  });
}

/** Cancel `task` at `moment`, if there is one. */
export function cancelAt(task: Task<unknown>, moment: Moment | null): void {
  if (moment !== null) callAt(moment, () => task.cancel());
}

/** Wait until all of `tasks` are done, and hand on the first error that is not a cancellation. */
export function* settle(tasks: readonly Task<unknown>[]): Generator<Wait, void, void> {
  for (const task of tasks) {
    try {
      yield* task;
    } catch (error) {
      if (!task.cancelled()) throw error;
    }
  }
}

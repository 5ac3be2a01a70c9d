import { sleep } from "../tasks/sleep.ts";
import { anIterable, anObject, functionOf, instanceOf, objectWith, requireKind } from "../core/arguments/kind.ts";
import { GeneratedSchedule } from "./generated-schedule.ts";

/**
 * Run fast-check's commands against a system on a virtual loop: tasks that a command leaves running are interleaved with the
 * commands that follow, in the order of `schedule`.
 *
 * @param setup - Called inside the loop, so that it may make tasks, locks and queues.
 * @param commands - The commands that `fc.commands()` generates.
 * @see {@link https://fast-check.dev/docs/advanced/model-based-testing/ | fast-check: model based testing}
 */
export function modelRun<Model extends object, Real>(
  schedule: GeneratedSchedule,
  setup: () => ModelSetup<Model, Real>,
  commands: Iterable<ModelCommand<Model, Real>>,
): Promise<void> {
  requireKind("schedule", schedule, instanceOf("a schedule", GeneratedSchedule, "pass what schedule() generates"));
  requireKind("setup", setup, functionOf("pass () => ({ model, real })"));
  requireKind("commands", commands, anIterable);
  return schedule.run(async () => {
    const made = setup();
    requireKind("what setup() returns", made, anObject);
    const { model, real } = made;
    for (const command of commands) {
      requireKind("a command", command, objectWith("a command", ["check", "run"], "pass what fc.commands() generates"));
      if (await command.check(model)) await command.run(model, real);
      await sleep(0);
    }
  });
}

/** The model and the system at the start. */
export interface ModelSetup<Model extends object, Real> {
  readonly model: Model;
  readonly real: Real;
}

/** A command of fast-check, synchronous or not. */
export interface ModelCommand<Model extends object, Real> {
  check(model: Readonly<Model>): boolean | PromiseLike<boolean>;
  run(model: Model, real: Real): void | PromiseLike<void>;
}

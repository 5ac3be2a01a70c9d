import { allTasks, currentTask } from "../core/running-loop.ts";
import { sleep } from "../tasks/sleep.ts";
import { wait } from "../tasks/wait.ts";
import { anIterable, anObject, functionOf, instanceOf, objectWith, requireKind } from "../core/arguments/kind.ts";
import { GeneratedSchedule } from "./generated-schedule.ts";

/**
 * Run fast-check's commands against a system on a virtual loop: tasks that a command leaves running are interleaved with the
 * commands that follow, in the order of `schedule`.
 *
 * Commands that record what they call in a `History` may judge it `atEnd`: `linearizable(model, history)`.
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
    const { model, real, atEnd } = made;
    if (atEnd !== undefined) requireKind("atEnd", atEnd, functionOf("pass () => linearizable(model, history)"));
    for (const command of commands) {
      requireKind("a command", command, objectWith("a command", ["check", "run"], "pass what fc.commands() generates"));
      if (await command.check(model)) await command.run(model, real);
      await sleep(0);
    }
    if (atEnd === undefined) return;
    await othersHaveEnded();
    await atEnd();
  });
}

/** The tasks that the commands have left running are done, and so are theirs. */
async function othersHaveEnded(): Promise<void> {
  const own = currentTask();
  for (;;) {
    const others = [...allTasks()].filter((task) => task !== own);
    if (others.length === 0) return;
    await wait(others);
  }
}

/** The model and the system at the start. */
export interface ModelSetup<Model extends object, Real> {
  readonly model: Model;
  readonly real: Real;
  /** Called when the commands have run, and the tasks that they left running have ended. It fails by throwing. Default: nothing waits for those. */
  readonly atEnd?: (() => void | PromiseLike<void>) | undefined;
}

/** A command of fast-check, synchronous or not. */
export interface ModelCommand<Model extends object, Real> {
  check(model: Readonly<Model>): boolean | PromiseLike<boolean>;
  run(model: Model, real: Real): void | PromiseLike<void>;
}

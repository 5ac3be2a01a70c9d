import { run, TaskGroup, type Wait } from "#index";
import { virtualLoop } from "#testing";

/** Runs `main`, of either style, as a test would: on a virtual loop with default options. */
export function inVirtualTime<T>(main: () => Generator<Wait, T, void> | PromiseLike<T>): Promise<T> {
  return run(main, { loopFactory: virtualLoop() });
}

/** Waits for the tasks that `spawn` creates in one group, all of it in generators. */
export function* genGroup(spawn: (group: TaskGroup) => void): Generator<Wait, void, void> {
  // oxlint-disable-next-line eslint/require-yield -- spawning does not wait; the group does
  yield* new TaskGroup().run(function* (group): Generator<Wait, void, void> {
    spawn(group);
  });
}

/** Waits for the tasks that `spawn` creates in one group, all of it in async functions. */
export async function asyncGroup(spawn: (group: TaskGroup) => void): Promise<void> {
  await new TaskGroup().run(async (group) => spawn(group));
}

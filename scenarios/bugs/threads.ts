import { createTask, type Spawnable, type Wait } from "timeloom";

/** Run every thread in a task of its own, and wait for them in order: a main thread that joins the others. */
export function* join(...threads: readonly Spawnable<void>[]): Generator<Wait, void, void> {
  const tasks = threads.map((thread) => createTask(thread));
  for (const task of tasks) yield* task;
}

import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
import type { Task } from "./task.ts";

/** The task whose native code runs. Survives foreign awaits; entered once per native body. */
const storage = new AsyncLocalStorage<Task<unknown>>();

/** The task in whose async context the caller runs, if any. */
export function nativeTask(): Task<unknown> | undefined {
  return storage.getStore();
}

/** Call `body` in the async context of `task`. */
export function enterNative<T>(task: Task<unknown>, body: () => T): T {
  return storage.run(task, body);
}

/** Remember the caller's async context, so that a later call of the result runs in it with `task` as its task. */
export function captureNative(): AsyncResource {
  return new AsyncResource("timeloom.Task", { requireManualDestroy: true });
}

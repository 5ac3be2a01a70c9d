import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
import type { Task } from "./task.ts";

/** The async context of whoever created a task. */
export type CapturedContext = AsyncResource;

/** The task whose native code runs. Survives foreign awaits; entered once per native body. */
const storage = new AsyncLocalStorage<Task<unknown>>();

/** The task in whose async context the caller runs, if any. */
export function nativeTask(): Task<unknown> | undefined {
  return storage.getStore();
}

/** Call `body` in the async context of `task`, inside the context that was captured, if one was. */
export function enterNative<T>(task: Task<unknown>, captured: CapturedContext | undefined, body: () => T): T {
  return captured === undefined ? storage.run(task, body) : captured.runInAsyncScope(enter<T>, undefined, task, body);
}

function enter<T>(task: Task<unknown>, body: () => T): T {
  storage.enterWith(task); // for this scope only
  return body();
}

/** Remember the caller's async context, so that an AsyncLocalStorage of the user reaches what runs in it later. */
export function captureContext(): CapturedContext {
  return new AsyncResource("timeloom.Task", { requireManualDestroy: true });
}

import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
import type { EventLoop } from "../../core/event-loop.ts";
import type { Task } from "../../core/task.ts";

/** In whose name native code runs: a task's, or a loop's own (callbacks, and what generators call). */
export interface NativeScope {
  readonly loop: EventLoop;
  readonly task: Task<unknown> | undefined;
}

/** An async context that can be entered later. */
export type CapturedContext = AsyncResource;

/** Survives foreign awaits; entered once per native body. */
const storage = new AsyncLocalStorage<NativeScope>();

/** In whose async context the caller runs, if in one of timeloom's. */
export function nativeScope(): NativeScope | undefined {
  return storage.getStore();
}

/** Call `body` in the async context of `task`, inside the context that was captured, if one was. */
export function enterNative<T>(task: Task<unknown>, captured: CapturedContext | undefined, body: () => T): T {
  return captured === undefined ? storage.run(task, body) : captured.runInAsyncScope(enter<T>, undefined, task, body);
}

/** The async context of a loop outside of its tasks: also whatever context the loop is made in. */
export function loopContext(loop: EventLoop): CapturedContext {
  return storage.run({ loop, task: undefined }, captureContext);
}

/** As `captureContext()`, for a callback of `loop`: native code in it belongs to the loop and to no task. */
export function captureForLoop(loop: EventLoop): (callback: () => unknown) => unknown {
  const captured = captureContext();
  const scope: NativeScope = { loop, task: undefined };
  return (callback) => captured.runInAsyncScope(() => storage.run(scope, callback));
}

function enter<T>(task: Task<unknown>, body: () => T): T {
  storage.enterWith(task); // for this scope only
  return body();
}

/** Remember the caller's async context, so that an AsyncLocalStorage of the user reaches what runs in it later. */
export function captureContext(): CapturedContext {
  return new AsyncResource("timeloom.Task", { requireManualDestroy: true });
}

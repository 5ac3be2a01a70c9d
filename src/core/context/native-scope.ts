import type { CapturedContext } from "../../host/host.ts";
import { thisHost } from "../../host/this-host.ts";
import type { LoopCore, TaskCore } from "../contracts/loop-core.ts";

/** In whose name native code runs: a task's, or a loop's own (callbacks, and what generators call). */
export interface NativeScope {
  readonly loop: LoopCore;
  readonly task: TaskCore | undefined;
}

/** Survives foreign awaits; entered once per native body. */
const storage = thisHost.createStorage<NativeScope>();

/** In whose async context the caller runs, if in one of timeloom's. */
export function nativeScope(): NativeScope | undefined {
  return storage.getStore();
}

/** Call `body` in the async context of `task`, inside the context that its creator had, if that was remembered. */
export function enterNative<T>(task: TaskCore, body: () => T): T {
  const { captured } = task;
  task.captured = undefined;
  return captured === undefined ? storage.run(task, body) : captured.runInAsyncScope(enter<T>, undefined, task, body);
}

function enter<T>(task: TaskCore, body: () => T): T {
  storage.enterWith(task); // for this scope only
  return body();
}

/** The async context of a loop outside of its tasks: also whatever context the loop is made in. */
export function loopContext(loop: LoopCore): CapturedContext {
  return storage.run({ loop, task: undefined }, thisHost.captureContext);
}

/** What calls a callback of `loop` in the caller's async context: native code in it belongs to the loop and to no task. */
export function captureForLoop(loop: LoopCore): (callback: () => unknown) => unknown {
  const captured = thisHost.captureContext();
  const scope: NativeScope = { loop, task: undefined };
  return (callback) => captured.runInAsyncScope(() => storage.run(scope, callback));
}

import type { CapturedContext } from "../../host/host.ts";
import { thisHost } from "../../host/this-host.ts";
import type { ContextScope, LoopCore, TaskCore } from "../contracts/loop-core.ts";

/** The owner of native code: a task, a loop itself (for callbacks, and for code that generators call), or a call in a worker. */
export interface NativeScope {
  /** Undefined in a worker of its own, where no loop runs. */
  readonly loop: LoopCore | undefined;
  readonly task: TaskCore | undefined;
  /** The context variables of code that belongs to no task. */
  readonly context?: ContextScope | undefined;
}

/** Survives foreign awaits; entered once per native body. */
const storage = thisHost.createStorage<NativeScope>();

/** The owner of the caller's async context, if timeloom made that context. */
export function nativeScope(): NativeScope | undefined {
  return storage.getStore();
}

/** Call `body` in the async context of `task`, inside the creator's async context if it was captured. */
export function enterNative<T>(task: TaskCore, body: () => T): T {
  const { captured } = task;
  task.captured = undefined;
  return captured === undefined ? storage.run(task, body) : captured.runInAsyncScope(enter<T>, undefined, task, body);
}

function enter<T>(task: TaskCore, body: () => T): T {
  storage.enterWith(task); // for this scope only
  return body();
}

/** Call `body` with `context` as the current one, also in what it goes on to do. It belongs to `loop`, if any, and to no task. */
export function enterContext<T>(context: ContextScope, loop: LoopCore | undefined, body: () => T): T {
  return storage.run({ loop, task: undefined, context }, body);
}

/** The async context of a loop outside of its tasks. Includes the context in which the loop was made. */
export function loopContext(loop: LoopCore): CapturedContext {
  return storage.run({ loop, task: undefined }, thisHost.captureContext);
}

/**
 * A function that calls callbacks of `loop` in the caller's async context, with `context` as the current one, also in what they go on to
 * do. Their native code belongs to the loop, to no task.
 */
export function captureForLoop(loop: LoopCore, context: ContextScope): (callback: () => unknown) => unknown {
  const scope: NativeScope = { loop, task: undefined, context };
  const captured = storage.run(scope, thisHost.captureContext);
  return (callback) => captured.runInAsyncScope(callback);
}

import "../one-copy.ts";
import type { ContextScope, LoopCore, TaskCore } from "../contracts/loop-core.ts";
import { RuntimeError } from "../errors/runtime-error.ts";
import { nativeScope } from "./native-scope.ts";

export const current: Current = {
  task: undefined,
  context: undefined,
  loop: undefined,
  isResting: false,
  microtasksDue: false,
  loopOutside: undefined,
};

/**
 * The code that runs now. Timeloom's own code sets these fields; native code is recognised by its async context.
 *
 * `task` is the generator task that is being stepped, null inside a callback, and undefined in native code.
 */
interface Current {
  task: TaskCore | null | undefined;
  /** Set by `Context.run()` and by callbacks; otherwise the task's context counts. */
  context: ContextScope | undefined;
  /** The loop whose turn it is, until its microtasks are drained. */
  loop: LoopCore | undefined;
  /** Whether a loop has gone to sleep before the microtasks of its last turn: whoever comes has to wait for them, unless they are over. */
  isResting: boolean;
  /** Whether this turn resumed native code, so that it ends only when the microtasks are drained. */
  microtasksDue: boolean;
  /** The loop that the policy gives to code outside of any. */
  loopOutside: (() => LoopCore) | undefined;
}

/** The running task, generator or native. */
export function taskHere(): TaskCore | undefined {
  const { task } = current;
  if (task !== undefined) return task ?? undefined;
  const native = nativeScope()?.task;
  return native === undefined || native.done() ? undefined : native;
}

/** The loop that runs the caller, or undefined outside of any. */
export function loopHere(): LoopCore | undefined {
  const { task } = current;
  if (task) return task.loop;
  if (task === null) return current.loop;
  // Host code that a task has resumed also runs in the turn of the task's loop, but not inside the loop.
  const native = nativeScope()?.loop;
  return native?.isRunning() === true ? native : undefined;
}

/**
 * The loop that runs the caller.
 *
 * @throws {RuntimeError} If no loop is running: the call is outside of tasks and callbacks.
 */
export function requireLoop(): LoopCore {
  const loop = loopHere();
  if (loop === undefined) {
    throw new RuntimeError("no running event loop", "call it inside a task: run(async () => { … })");
  }
  return loop;
}

/**
 * The loop that runs the caller, else the policy's current one.
 *
 * @throws {RuntimeError} If no loop is running and none was set.
 */
export function currentLoop(): LoopCore {
  return loopHere() ?? current.loopOutside?.() ?? requireLoop();
}

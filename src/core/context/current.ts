import "../one-copy.ts";
import type { Context } from "./context.ts";
import { RuntimeError } from "../errors/errors.ts";
import type { EventLoop } from "../event-loop.ts";
import { nativeScope } from "../../host/node/async-scope.ts";
import type { Task } from "../task.ts";

/**
 * Who runs now. Plain fields while timeloom's own code runs; native code is recognised by its async context.
 *
 * `task` is the generator task that is being stepped, null inside a callback, and undefined in native code.
 */
interface Current {
  task: Task<unknown> | null | undefined;
  /** Set by `Context.run()` and by callbacks; otherwise the context is that of the task. */
  context: Context | undefined;
  /** The loop whose turn it is, until its microtasks are drained. */
  loop: EventLoop | undefined;
  /** Whether this turn resumed native code, so that it ends only when the microtasks are drained. */
  touchedNative: boolean;
}

export const current: Current = { task: undefined, context: undefined, loop: undefined, touchedNative: false };

/** The running task, whichever way it is written. */
export function taskHere(): Task<unknown> | undefined {
  const { task } = current;
  if (task !== undefined) return task ?? undefined;
  const native = nativeScope()?.task;
  return native === undefined || native.done() ? undefined : native;
}

/** The loop that runs the caller, or undefined outside of any. */
export function runningLoop(): EventLoop | undefined {
  const { task } = current;
  if (task) return task.loop;
  if (task === null) return current.loop;
  // Code of the host that a task has resumed runs in the turn of that task's loop, too, but not inside the loop.
  const native = nativeScope()?.loop;
  return native?.isRunning() === true ? native : undefined;
}

/**
 * The loop that runs the caller.
 *
 * @throws {RuntimeError} If no loop does: the call is outside of tasks and callbacks.
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.get_running_loop | asyncio.get_running_loop}
 */
export function getRunningLoop(): EventLoop {
  const loop = runningLoop();
  if (loop === undefined) {
    throw new RuntimeError("no running event loop", "call it inside a task: run(async () => { … })");
  }
  return loop;
}

/**
 * The task that runs the caller, or null inside a callback.
 *
 * @param loop - Ask for the task of this loop only. Default: the running one.
 * @throws {RuntimeError} If no loop is running and none is given.
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.current_task | asyncio.current_task}
 */
export function currentTask(loop: EventLoop = getRunningLoop()): Task<unknown> | null {
  const task = taskHere();
  return task?.loop === loop ? task : null;
}

/**
 * The tasks of a loop that are not done, in order of creation.
 *
 * @throws {RuntimeError} If no loop is running and none is given.
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.all_tasks | asyncio.all_tasks}
 */
export function allTasks(loop: EventLoop = getRunningLoop()): Set<Task<unknown>> {
  return new Set(loop.tasks);
}

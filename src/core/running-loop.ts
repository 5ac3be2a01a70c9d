import { tellOpaque } from "./context/touch.ts";
import { loopHere, requireLoop, taskHere } from "./context/current.ts";
import { coreOf, type EventLoop, faceOf } from "./event-loop.ts";
import type { Task } from "./task.ts";

/** The loop that runs the caller, or undefined outside of any. */
export function runningLoop(): EventLoop | undefined {
  const loop = loopHere();
  return loop && faceOf(loop);
}

/**
 * The loop that runs the caller.
 *
 * @throws {RuntimeError} If no loop is running: the call is outside of tasks and callbacks.
 * @see {@link https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.get_running_loop | asyncio.get_running_loop}
 */
export function getRunningLoop(): EventLoop {
  return faceOf(requireLoop());
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
  return task?.loop === coreOf(loop) ? (task as Task<unknown>) : null;
}

/**
 * The tasks of a loop that are not done, in order of creation.
 *
 * @throws {RuntimeError} If no loop is running and none is given.
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.all_tasks | asyncio.all_tasks}
 */
export function allTasks(loop: EventLoop = getRunningLoop()): Set<Task<unknown>> {
  tellOpaque(); // who ends, and who begins, tells nobody of the list
  return new Set(coreOf(loop).tasks as Iterable<Task<unknown>>);
}

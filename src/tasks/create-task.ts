import { functionOf, requireKind } from "../core/arguments/kind.ts";
import { getRunningLoop } from "../core/running-loop.ts";
import type { EventLoop, TaskFactory } from "../core/event-loop.ts";
import { Task, type TaskSettings } from "../core/task.ts";
import type { Spawnable } from "../core/spawnable.ts";

/**
 * Run a coroutine or a function as a task of the running loop. It starts in the next iteration.
 *
 * @throws {RuntimeError} If no loop is running.
 * @throws {TypeError} If `body` is neither a coroutine nor a function.
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task | asyncio.create_task}
 *
 * @example
 * ```ts
 * await run(async () => {
 *   const task = createTask(() => sleep(1, "done"), { name: "nap" });
 *   assert.equal(await task, "done");
 * }, { loopFactory: virtualLoop() });
 * ```
 */
export function createTask<T>(body: Spawnable<T>, settings?: TaskSettings): Task<T> {
  return getRunningLoop().createTask(body, settings);
}

/** The class of tasks for a factory: `Task` or a class derived from it. */
export type TaskConstructor = new <T>(
  body: Spawnable<T>,
  settings: TaskSettings & { readonly loop: EventLoop },
) => Task<T>;

/**
 * A task factory whose tasks, made by `TaskClass`, run their first step inside `createTask()`.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.create_eager_task_factory | asyncio.create_eager_task_factory}
 */
export function createEagerTaskFactory(TaskClass: TaskConstructor): TaskFactory {
  requireKind("TaskClass", TaskClass, functionOf("pass Task, or a class that extends it"));
  return (loop, body, settings) => new TaskClass(body, { eagerStart: true, ...settings, loop });
}

/**
 * Makes tasks that run their first step at once: a task that need not wait is done when `createTask()` returns.
 *
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.eager_task_factory | asyncio.eager_task_factory}
 */
export const eagerTaskFactory: TaskFactory = createEagerTaskFactory(Task);

import type { LoopCore, Wait } from "../core/contracts/loop-core.ts";
import { hasSucceeded } from "../core/future-core.ts";
import type { Task } from "../core/task.ts";

/** Cancel every task of `loop`, as `run()` does when its main task has ended. @returns undefined if there is none */
export function cancelAll(loop: LoopCore): CancelledTasks | undefined {
  if (loop.tasks.isEmpty()) return undefined;
  const tasks = [...loop.tasks] as Task<unknown>[];
  for (const task of tasks) task.cancel();
  return { tasks, haveEnded: () => allEnded(tasks), report: () => reportFailures(loop, tasks) };
}

/** The remaining tasks, all of them cancelled. */
export interface CancelledTasks {
  readonly tasks: readonly Task<unknown>[];
  /** Waits until all have ended, with any outcome: the body of a last task. */
  readonly haveEnded: () => Generator<Wait, void, void>;
  /** Tell the exception handler of those that have failed: an error in a `finally` block, say. */
  readonly report: () => void;
}

function* allEnded(tasks: readonly Task<unknown>[]): Generator<Wait, void, void> {
  for (const task of tasks) {
    try {
      yield* task;
    } catch {
      // The outcome is looked at when all have ended.
    }
  }
}

function reportFailures(loop: LoopCore, tasks: readonly Task<unknown>[]): void {
  for (const task of tasks) {
    if (!task.done() || task.cancelled() || hasSucceeded(task)) continue;
    const message = "unhandled exception during asyncio.run() shutdown";
    loop.report({ message, exception: task.exception(), task });
  }
}

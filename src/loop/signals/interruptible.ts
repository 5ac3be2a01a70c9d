import { KeyboardInterrupt } from "./keyboard-interrupt.ts";
import { isCancellation } from "../../core/errors/cancelled-error.ts";
import type { Task } from "../../core/task.ts";
import { thisHost } from "../../host/this-host.ts";

/**
 * Wait for the outcome of `task`, which is cancelled when the process gets SIGINT. A second SIGINT ends the process as usual.
 *
 * @throws {KeyboardInterrupt} If that cancellation has ended the task.
 */
export async function interruptible<T>(task: Task<T>, outcome: () => Promise<T>): Promise<T> {
  let isInterrupted = false;
  const giveUp = thisHost.onSignal("SIGINT", () => {
    giveUp();
    isInterrupted = true;
    task.cancel();
  });
  try {
    return await outcome();
  } catch (error) {
    if (isInterrupted && isCancellation(error) && task.uncancel() === 0) throw new KeyboardInterrupt();
    throw error;
  } finally {
    giveUp();
  }
}

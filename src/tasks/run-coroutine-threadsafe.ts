import type { EventLoop } from "../core/event-loop.ts";
import type { Spawnable } from "../core/spawnable.ts";

/**
 * Run `body` as a task of `loop`, from outside of it: another loop, or a callback of the host.
 *
 * @returns a promise of its outcome
 * @throws {RuntimeError} If the loop is closed.
 * @see {@link https://docs.python.org/3/library/asyncio-task.html#asyncio.run_coroutine_threadsafe | asyncio.run_coroutine_threadsafe}
 */
export function runCoroutineThreadsafe<T>(body: Spawnable<T>, loop: EventLoop): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    loop.callSoonThreadsafe(() => {
      try {
        const task = loop.createTask(body);
        task.addDoneCallback(() => {
          try {
            resolve(task.result());
          } catch (error) {
            reject(error);
          }
        });
      } catch (error) {
        reject(error);
      }
    });
  });
}

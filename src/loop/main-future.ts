import type { LoopCore } from "../core/contracts/loop-core.ts";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import { ValueError } from "../core/errors/value-error.ts";
import { faceOf } from "../core/event-loop.ts";
import { Future } from "../core/future.ts";
import type { Spawnable } from "../core/spawnable.ts";

/**
 * The future that a loop runs until it is done: `main` itself, or a new task.
 *
 * @throws {ValueError} If `main` is a future of another loop.
 */
export function mainFuture<T>(loop: LoopCore, main: Spawnable<T> | Future<T>): Future<T> {
  if (!(main instanceof Future)) return faceOf(loop).createTask(main);
  if (main.loop === loop) return main;
  throw new ValueError(
    "The future belongs to a different loop than the one specified as the loop argument",
    "run a future in the loop that made it",
  );
}

/**
 * The result of the main future when its loop has stopped.
 *
 * @throws {RuntimeError} If the future is not done.
 */
export function outcomeOf<T>(future: Future<T>): T {
  if (future.done()) return future.result();
  throw new RuntimeError("Event loop stopped before Future completed.", "call stop() only when the main task is done");
}

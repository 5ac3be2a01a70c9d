import type { Wait } from "../../core/contracts/loop-core.ts";
import type { Future } from "../../core/future.ts";
import { hasSucceeded } from "../../core/future-core.ts";

/**
 * Wait for something that must be destroyed, and do that if the task is cancelled when it is there already, but not handed over.
 */
export function* orDestroy<T extends { destroy(resets: boolean): void }>(future: Future<T>): Generator<Wait, T, void> {
  try {
    return yield* future;
  } catch (error) {
    if (hasSucceeded(future)) future.result().destroy(false);
    throw error;
  }
}

import type { LoopCore, TaskCore } from "../contracts/loop-core.ts";
import { nativeOf } from "./native-activity.ts";

/**
 * Count a wait of `task`, or of the loop itself, that the loop cannot see: time must not pass as if nothing ran.
 *
 * @returns a function to call when the wait is over; a second call does nothing
 */
export function unseenWait(loop: LoopCore, task: TaskCore | undefined): () => void {
  const activity = task?.loop === loop ? nativeOf(task) : undefined;
  const count = (change: 1 | -1): void => {
    if (activity === undefined) loop.unseenWaits += change;
    else activity.unseen.countPromises(change);
  };
  let isOver = false;
  count(1);
  return () => {
    if (isOver) return;
    isOver = true;
    count(-1);
  };
}

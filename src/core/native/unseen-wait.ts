import type { LoopCore, TaskCore } from "../contracts/loop-core.ts";
import { nativeOf } from "./native-activity.ts";

/**
 * Something runs in the name of `task`, or of the loop itself, that the loop does not know: time must not pass as if nothing
 * did.
 *
 * @returns what says that it is over; calling it twice does nothing
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

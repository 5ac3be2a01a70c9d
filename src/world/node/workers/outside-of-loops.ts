import { current } from "../../../core/context/current.ts";
import { thisHost } from "../../../host/this-host.ts";

/**
 * Call `body` as code that belongs to no loop and no task. What it opens, such as a worker that stays for the next call, does not
 * hold virtual time.
 */
export function outsideOfLoops<T>(body: () => T): T {
  const { task } = current;
  current.task = undefined;
  try {
    return thisHost.root.runInAsyncScope(body);
  } finally {
    current.task = task;
  }
}

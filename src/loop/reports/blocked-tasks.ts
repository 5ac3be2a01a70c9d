import type { Entry, TaskCore, WaitSource } from "../../core/contracts/loop-core.ts";
import type { BlockedTask } from "../../core/errors/blocked-task.ts";
import { ResourceFuture } from "../../core/future.ts";
import { placesOf, waitingStrands } from "../../core/native/waiting-strands.ts";
import { Task } from "../../core/task.ts";

/** What each task waits for, in order of creation: the wait-for chain of a deadlock. */
export function blockedTasks(tasks: Iterable<TaskCore>): BlockedTask[] {
  return Array.from(tasks, (task) => {
    const all = waitingStrands(task).flatMap(({ waitingOn }) => waitingOn ?? []);
    // `lock.run(async …)` waits on its body, which waits on something that says more.
    const known = all.filter((source) => source.isNative !== true);
    const waits = known.length > 0 ? known : all;
    const onNative = waits.some(({ isNative }) => isNative === true);
    return {
      task: task.getName(),
      waitsFor: waits.length === 0 ? "its first turn" : waits.map((source) => source.describeWait()).join(", "),
      ...(onNative ? { onNative } : {}),
      ...(onNative && task.loop.simulatesSockets === true ? { onNetwork: true as const } : {}),
      owner: waits.map(ownerOf).find((owner) => owner !== undefined),
      place: placesOf(task)[0],
    };
  });
}

/** The holder of the awaited resource, if the resource knows. */
function ownerOf(source: WaitSource): string | undefined {
  if (!(source instanceof ResourceFuture)) return undefined;
  try {
    const { holder } = source.resource as { readonly holder?: unknown };
    return holder instanceof Task ? holder.getName() : undefined;
  } catch {
    return undefined; // a resource of the user's that nobody may ask
  }
}

/** The tasks that are about to run, each once: they kept the loop busy when it was stopped. */
export function spinningTasks(ready: readonly Entry[], nextTimer: Entry | undefined): string[] {
  const entries = nextTimer === undefined ? ready : [...ready, nextTimer];
  return [...new Set(entries.flatMap(({ task }) => (task === undefined ? [] : [task.getName()])))];
}

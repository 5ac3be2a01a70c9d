import type { Strand, TaskCore } from "../contracts/loop-core.ts";
import type { NativeActivity } from "./native-activity.ts";

/** The strands of `task` that wait: the task itself, or the awaits of its native code. */
export function waitingStrands(task: TaskCore): Strand[] {
  const awaits = (task.native as NativeActivity | undefined)?.awaits.list() ?? [];
  return (awaits.length === 0 ? [task] : awaits).filter(({ waitingOn }) => waitingOn !== undefined);
}

/** Where `task` waits, as `file:line`, in debug mode: once, or for each thing that native code awaits at once. */
export function placesOf(task: TaskCore): string[] {
  const { places } = task.loop;
  // The place noted for a task is where another task waits for it.
  const own = (strand: Strand): string | undefined => (strand === task ? undefined : places?.of(strand));
  return waitingStrands(task).flatMap(
    (strand) => own(strand) ?? places?.of(strand.waitingOn) ?? places?.of(strand.iterator) ?? [],
  );
}

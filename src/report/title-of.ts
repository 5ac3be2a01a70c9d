import type { Step } from "../explore/recording/trace.ts";

/**
 * The name in reports of the owner of a path: `deposit-1`, `read() of deposit-1`. What names its own place, as all of a simulated world
 * does, needs no task: `web → db:5432: segment 3`.
 *
 * @param wakeUp - The one that is meant, for what has another name each time, as the segments of a connection.
 */
export function titleOf(path: string, names: ReadonlyMap<string, string>, wakeUp: string = path): string {
  if (path === "clock") return "the clock";
  const owner = taskPath(path);
  const task = taskName(owner, names);
  if (owner === path) return task;
  const name = names.get(wakeUp) ?? names.get(path) ?? path;
  if (name.includes(": ")) return name;
  return `${name} ${name.includes(" of ") ? "for" : "of"} ${task}`;
}

/** The task to which a path belongs: the path's own task, or the maker of the timer, callback or call. */
export function taskPath(path: string): string {
  return path.replace(/(?:\.[tcx]\d+)+$/, "");
}

/** The path of the task in whose column a step is shown. */
export function ownerOf({ kind, path }: { readonly kind: Step["kind"] | "call"; readonly path: string }): string {
  if (kind === "task") return path;
  return kind === "clock" ? "main" : taskPath(path);
}

/** The name of a task, with its path if another task has the same. */
function taskName(path: string, names: ReadonlyMap<string, string>): string {
  const name = names.get(path);
  if (name === undefined) return path;
  for (const [otherPath, otherName] of names) {
    if (otherName === name && otherPath !== path && taskPath(otherPath) === otherPath) return `${name} (${path})`;
  }
  return name;
}

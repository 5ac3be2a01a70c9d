import type { Step } from "../explore/trace.ts";

/** The task to which a path belongs: itself, or whoever made the timer, callback or call. */
export function taskPath(path: string): string {
  return path.replace(/\.[tcx]\d+$/, "");
}

/** The path of the task in whose column a step is shown. */
export function ownerOf({ kind, path }: Step): string {
  if (kind === "task") return path;
  return kind === "clock" ? "main" : taskPath(path);
}

/** `main.0` and `3` of `main.0@3`. */
export function splitWakeUp(wakeUp: string): { readonly path: string; readonly number: number } {
  const [path = "", number = ""] = wakeUp.split("@");
  return { path, number: Number(number) };
}

/** What a report calls whatever a path stands for: `deposit-1`, `read() of deposit-1`. */
export function called(path: string, names: ReadonlyMap<string, string>): string {
  const name = names.get(path);
  const owner = taskPath(path);
  if (path === "clock") return "the clock";
  if (owner === path) return name ?? path;
  return `${name ?? path} of ${names.get(owner) ?? owner}`;
}

import type { Ending } from "./check.ts";
import { checks } from "./checks.ts";
import type { Failure } from "./failure.ts";

/**
 * What is wrong with how an execution ended, if anything: what the first check says that has something to say, and if none has,
 * what the body left behind.
 */
export function judge(ending: Ending): Failure | undefined {
  for (const { atEnd } of checks) {
    const failure = atEnd?.(ending);
    if (failure !== undefined) return failure;
  }
  return ending.leftovers[0]?.failure;
}

import type { Ending } from "./check.ts";
import { checks } from "./checks.ts";
import type { Failure } from "./failure.ts";

/**
 * The failure of an execution that has ended, if there is one: of the first check that finds one, else the first among
 * the leftovers of the body.
 */
export function judge(ending: Ending): Failure | undefined {
  for (const check of checks) {
    const failure = check.when === "always" ? check.atEnd?.(ending) : undefined;
    if (failure !== undefined) return failure;
  }
  return ending.leftovers[0]?.failure;
}

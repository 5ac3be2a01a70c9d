import type { Ending } from "./check.ts";
import { checks } from "./checks.ts";
import type { Failure } from "./failure.ts";

/**
 * The failure of an execution that has ended, if there is one: of the first check that finds one, else the first among
 * the leftovers of the body.
 */
export function judge(ending: Ending): Failure | undefined {
  for (const atEnd of atEnds) {
    const failure = atEnd(ending);
    if (failure !== undefined) return failure;
  }
  return ending.leftovers[0]?.failure;
}

const atEnds = checks.flatMap((check) => (check.when === "always" && check.atEnd !== undefined ? [check.atEnd] : []));

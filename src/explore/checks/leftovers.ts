import type { Engine } from "../../loop/engine.ts";
import type { CheckWatch, Leftover } from "./check.ts";
import { checks, type CheckName } from "./checks.ts";

/** Watches one execution for the requested checks. */
export class Leftovers {
  readonly watches: readonly CheckWatch[];

  private constructor(watches: readonly CheckWatch[]) {
    this.watches = watches;
  }

  /** @returns undefined if none of the checks has to watch */
  static of(asked: ReadonlySet<CheckName>): Leftovers | undefined {
    if (asked.size === 0) return undefined;
    const watches = checks.flatMap((check) =>
      check.when !== "always" && asked.has(check.name) ? [check.watch()] : [],
    );
    return watches.length === 0 ? undefined : new Leftovers(watches);
  }

  /** What the body has left behind, in the order of the checks. */
  found(engine: Engine): Leftover[] {
    return this.watches.flatMap((watch) => watch.leftovers(engine));
  }
}

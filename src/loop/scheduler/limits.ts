import type { Entry } from "../../core/contracts/loop-core.ts";

/** The latest moments at which expected completions come, the earliest first. */
export class Limits {
  /** By `latest`, rising. What has come, or was cancelled, leaves the list when it is at its head. */
  readonly #limits: Limit[] = [];

  add(limit: Limit): void {
    const limits = this.#limits;
    let at = limits.length;
    while (at > 0 && (limits[at - 1] as Limit).latest > limit.latest) at -= 1;
    limits.splice(at, 0, limit);
  }

  /** The earliest limit before `when` of what is in `expected`. */
  before(when: number, expected: ReadonlyMap<Entry, unknown>): Limit | undefined {
    const limits = this.#limits;
    let first = limits[0];
    while (first !== undefined && !expected.has(first.entry)) {
      limits.shift();
      first = limits[0];
    }
    return first !== undefined && first.latest < when ? first : undefined;
  }
}

/** How long a completion may take at most. */
export interface Limit {
  readonly entry: Entry;
  /** In seconds, from the begin of the operation. */
  readonly within: number;
  /** The loop time at which the completion has come. */
  readonly latest: number;
}

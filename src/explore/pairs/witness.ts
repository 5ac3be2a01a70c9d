import { RollingHash } from "../rolling-hash.ts";

/** An execution that shows something, by what it chose. */
export interface Witness {
  /** Its place among all that show the same: that with the fewest departures from the default order comes first. */
  readonly rank: string;
  /** The alternative taken at each choice point. */
  readonly taken: readonly number[];
}

export function witnessOf(taken: readonly number[]): Witness {
  const hash = new RollingHash();
  hash.add(taken.join());
  const departures = taken.filter((index) => index > 0).length;
  return { rank: `${`${departures}`.padStart(6, "0")} ${hash.digest()}`, taken };
}

/** The one that comes first, whichever was met first: so what it shows does not depend on who ran what. */
export function firstOf<T extends Pick<Witness, "rank">>(one: T | undefined, other: T): T {
  return one === undefined || other.rank < one.rank ? other : one;
}

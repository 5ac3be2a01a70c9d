import type { Random } from "fast-check";

/** Few distinct times, so that events collide; 0.1, 0.2 and 0.3 add up with rounding errors. */
const DELAYS = [0, 0, 0, 0.25, 0.25, 0.5, 0.5, 0.5, 1, 1, 1, 2, 2, 0.1, 0.2, 0.3, 3] as const;
const TIMEOUTS = [0, 0, 0.25, 0.25, 0.5, 0.5, 1, 1, 2, 3, 0.2, 0.3, -1, null] as const;

/** Random choices in the words of whoever writes a program. */
export class Choices {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Both ends are included. */
  integer(least: number, greatest: number): number {
    return this.#random.nextInt(least, greatest);
  }

  /** @param percent How often the answer is yes. */
  chance(percent: number): boolean {
    return this.integer(0, 99) < percent;
  }

  pick<T>(options: readonly T[]): T {
    return this.weighted(options, () => 1);
  }

  /** @throws {RangeError} If there is nothing to choose from. */
  weighted<T>(options: readonly T[], weightOf: (option: T) => number): T {
    let left = this.integer(
      1,
      Math.max(
        1,
        options.reduce((sum, option) => sum + weightOf(option), 0),
      ),
    );
    for (const option of options) {
      left -= weightOf(option);
      if (left <= 0) return option;
    }
    throw new RangeError("Cannot choose: there are no options");
  }

  /** As many as there are between `least` and `greatest`, made one after the other. */
  several<T>(least: number, greatest: number, make: () => T): T[] {
    return Array.from({ length: this.integer(least, greatest) }, make);
  }

  delay(): number {
    return this.pick(DELAYS);
  }

  /** A number of seconds, or null for no timeout. */
  timeout(): number | null {
    return this.pick(TIMEOUTS);
  }
}

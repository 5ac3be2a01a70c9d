import type { Entropy } from "../../core/contracts/entropy.ts";
import type { ChoicePoint } from "../../core/contracts/strategy.ts";
import { seeded } from "./seeded.ts";

/**
 * Draws among alternatives in one execution after the other: latencies and sizes evenly, faults seldom. A program has many places where
 * something may fail, and where each fails every other time, nothing gets far. So every execution draws its own rate of faults, from every
 * other place to one in as many as there are places, as earlier executions have shown.
 */
export class Alternatives {
  readonly #entropy: Entropy;
  readonly #faults: Entropy;
  /** How many places the execution has met where something may fail, and the most in one execution. */
  #places = 0;
  #most = 0;
  /** The probability that something fails at one place; undefined until the execution meets one. */
  #rate: number | undefined = undefined;

  /** @param entropy - The stream of all that is no fault. */
  constructor(entropy: Entropy, seed: number, stream: string) {
    this.#entropy = entropy;
    this.#faults = seeded(seed, `faults of ${stream}`);
  }

  /** Another execution begins. */
  begin(): void {
    this.#most = Math.max(this.#most, this.#places);
    this.#places = 0;
    this.#rate = undefined;
  }

  choose({ kind, count }: ChoicePoint): number {
    if (kind !== "fault") return Math.floor(this.#entropy.random() * count);
    const faults = this.#faults;
    this.#places += 1;
    this.#rate ??= 2 ** -(1 + Math.floor(faults.random() * ratesFor(this.#most)));
    return faults.random() < this.#rate ? 1 + Math.floor(faults.random() * (count - 1)) : 0;
  }
}

/** 1/2, 1/4 and so on to one in `places` or a little less: after a fault there may be no more places, so that few were seen. */
function ratesFor(places: number): number {
  return 1 + Math.ceil(Math.log2(Math.max(1, places)));
}

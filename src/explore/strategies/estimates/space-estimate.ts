import type { ChoicePoint, Strategy } from "../../../core/contracts/strategy.ts";

/**
 * Estimates how many orders there are: in a random walk that takes each alternative with the same probability, the product of
 * the numbers of alternatives is right on average.
 *
 * @see {@link https://doi.org/10.1090/S0025-5718-1975-0373371-6 | Knuth: Estimating the efficiency of backtrack programs, 1975}
 */
export class SpaceEstimate {
  #sum = 0;
  #walks = 0;

  /** The mean over the walks so far; infinite before the first. */
  get orders(): number {
    return this.#walks === 0 ? Infinity : this.#sum / this.#walks;
  }

  /** Measure a walk that is about to be made. */
  measured(walk: Strategy): Strategy {
    let product = 1;
    this.#walks += 1;
    this.#sum += product;
    return {
      choose: (point: ChoicePoint): number => {
        this.#sum += product * (point.count - 1);
        product *= point.count;
        return walk.choose(point);
      },
    };
  }
}

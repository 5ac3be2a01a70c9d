import type { Entropy } from "../../../core/contracts/entropy.ts";
import { type ChoicePoint, isAboutAlternatives, type Strategy } from "../../../core/contracts/strategy.ts";

/**
 * How far into an execution a search decides. After the limit the order is fair, so that a loop that waits for another task
 * (`while (!ready) yield* sleep(0)`) ends although the strategy would starve that task.
 *
 * @see {@link https://doi.org/10.1145/1375581.1375625 | Musuvathi, Qadeer: Fair stateless model checking, PLDI 2008}
 */
export class FairLimit {
  #limit = Infinity;
  /** Choice points of the default order, once it was run to its end. */
  choices: number | undefined = undefined;

  /** Choice points before the fair part; no limit until the default order was run. */
  get limit(): number {
    return this.#limit;
  }

  /** Measure the default order. */
  learn({ kind, taken }: { readonly kind: string; readonly taken: readonly number[] }): void {
    this.choices = kind === "inconclusive" ? 0 : taken.length;
    this.#limit = fairLimitOf(this.choices);
  }
}

/** The limit for a program whose default order has so many choice points. */
export function fairLimitOf(choices: number): number {
  return Math.max(least, times * choices);
}

/** Choice points that are explored in any case. */
const least = 300;
/** The limit in multiples of the default order's choice points. */
const times = 4;

/** Lets a strategy decide up to a limit; then chance takes the order, and everything else goes its default way. */
export class FairAfter implements Strategy {
  readonly #strategy: Strategy;
  readonly #limit: number;
  readonly #entropyOf: () => Entropy;
  #entropy: Entropy | undefined = undefined;
  /** Choice points met. */
  choices = 0;

  /** @param entropy - Called if chance takes over: few executions get so far. */
  constructor(strategy: Strategy, limit: number, entropy: () => Entropy) {
    this.#strategy = strategy;
    this.#limit = limit;
    this.#entropyOf = entropy;
  }

  /** Whether chance has taken over. */
  get reached(): boolean {
    return this.choices > this.#limit;
  }

  choose(point: ChoicePoint): number {
    this.choices += 1;
    return this.reached ? fairly(point, (this.#entropy ??= this.#entropyOf())) : this.#strategy.choose(point);
  }
}

function fairly({ kind, count }: ChoicePoint, entropy: Entropy): number {
  return isAboutAlternatives(kind) ? 0 : Math.floor(entropy.random() * count);
}

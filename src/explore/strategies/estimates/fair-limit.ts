import type { Entropy } from "../../../core/contracts/entropy.ts";
import type { ChoicePoint, Strategy } from "../../../core/contracts/strategy.ts";

/**
 * How far into an execution a search decides. After that the order is a fair one, so that a loop which waits for another task
 * (`while (!ready) yield* sleep(0)`) ends although the strategy would starve that task.
 *
 * @see {@link https://doi.org/10.1145/1375581.1375625 | Musuvathi, Qadeer: Fair stateless model checking, PLDI 2008}
 */
export class FairLimit {
  #limit = Infinity;
  /** Actor points of the default order, once it was run; those of a run that did not end do not count. */
  choices: number | undefined = undefined;

  /** Actor points before the fair part; no limit until the default order was run. */
  get limit(): number {
    return this.#limit;
  }

  /** Take the measure of the default order. */
  learn({ kind, taken }: { readonly kind: string; readonly taken: readonly number[] }): void {
    this.choices = kind === "inconclusive" ? 0 : taken.length;
    this.#limit = Math.max(least, times * this.choices);
  }
}

/** Actor points that are explored in any case. */
const least = 300;
/** How many times the choice points of the default order are. */
const times = 4;

/** Lets a strategy decide up to a limit; then chance takes the order, and everything else goes its default way. */
export class FairAfter implements Strategy {
  readonly #strategy: Strategy;
  readonly #limit: number;
  readonly #entropy: Entropy;
  /** Actor points met. */
  choices = 0;

  constructor(strategy: Strategy, limit: number, entropy: Entropy) {
    this.#strategy = strategy;
    this.#limit = limit;
    this.#entropy = entropy;
  }

  /** Whether chance has taken over. */
  get reached(): boolean {
    return this.choices > this.#limit;
  }

  choose(point: ChoicePoint): number {
    this.choices += 1;
    return this.reached ? fairly(point, this.#entropy) : this.#strategy.choose(point);
  }
}

function fairly({ kind, options }: ChoicePoint, entropy: Entropy): number {
  return kind === "latency" || kind === "fault" ? 0 : Math.floor(entropy.random() * options.length);
}

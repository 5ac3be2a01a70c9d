import type { Actor } from "../../../core/contracts/actor.ts";
import type { ChoicePoint } from "../../../core/contracts/strategy.ts";
import type { Line } from "../line.ts";

/** A choice among expected completions, with a default before them and the clock behind them, if time may pass. */
export class ArrivalChoice implements ChoicePoint {
  readonly pool: Line;
  readonly #first: Actor | undefined;
  readonly #last: Actor | undefined;
  #options: readonly Actor[] | undefined = undefined;

  constructor(pool: Line, first: Actor | undefined, last: Actor | undefined) {
    this.pool = pool;
    this.#first = first;
    this.#last = last;
  }

  get kind(): "arrival" {
    return "arrival";
  }

  get count(): number {
    return this.pool.length + this.poolFrom + (this.#last === undefined ? 0 : 1);
  }

  get poolFrom(): number {
    return this.#first === undefined ? 0 : 1;
  }

  get at(): Actor {
    return this.option(0);
  }

  option(index: number): Actor {
    const at = index - this.poolFrom;
    return ((at < 0 ? this.#first : this.pool.at(at)) ?? this.#last) as Actor;
  }

  get options(): readonly Actor[] {
    return (this.#options ??= listOf(this.#first, this.pool, this.#last));
  }
}

function listOf(first: Actor | undefined, pool: Line, last: Actor | undefined): Actor[] {
  const options: Actor[] = pool.toArray();
  if (first !== undefined) options.unshift(first);
  if (last !== undefined) options.push(last);
  return options;
}

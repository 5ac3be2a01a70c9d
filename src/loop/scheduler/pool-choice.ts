import type { Actor } from "../../core/contracts/actor.ts";
import type { ChoicePoint } from "../../core/contracts/strategy.ts";
import type { Line } from "./line.ts";

/** A choice among the entries of a line, with a default before them and one more alternative behind them, if any. */
export class PoolChoice implements ChoicePoint {
  readonly kind: ChoicePoint["kind"];
  readonly count: number;
  readonly pool: Line;
  readonly #first: Actor | undefined;
  readonly #last: Actor | undefined;
  #options: readonly Actor[] | undefined = undefined;

  constructor(kind: ChoicePoint["kind"], pool: Line, first: Actor | undefined, last: Actor | undefined) {
    this.kind = kind;
    this.pool = pool;
    this.#first = first;
    this.#last = last;
    this.count = pool.length + this.poolFrom + (last === undefined ? 0 : 1);
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
    if (this.#options === undefined) {
      const options: Actor[] = this.pool.toArray();
      if (this.#first !== undefined) options.unshift(this.#first);
      if (this.#last !== undefined) options.push(this.#last);
      this.#options = options;
    }
    return this.#options;
  }
}

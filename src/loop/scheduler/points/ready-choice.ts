import type { Actor } from "../../../core/contracts/actor.ts";
import type { ChoicePoint } from "../../../core/contracts/strategy.ts";
import type { Line } from "../line.ts";

/** A choice among the entries of a line. Searches make one for each step, so it is small. */
export class ReadyChoice implements ChoicePoint {
  readonly pool: Line;
  #options: readonly Actor[] | undefined = undefined;

  constructor(pool: Line) {
    this.pool = pool;
  }

  get kind(): "ready" {
    return "ready";
  }

  get count(): number {
    return this.pool.length;
  }

  get poolFrom(): number {
    return 0;
  }

  get at(): Actor {
    return this.option(0);
  }

  option(index: number): Actor {
    return this.pool.at(index) as Actor;
  }

  get options(): readonly Actor[] {
    return (this.#options ??= this.pool.toArray());
  }
}

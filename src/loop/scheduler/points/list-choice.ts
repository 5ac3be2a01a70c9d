import type { Actor } from "../../../core/contracts/actor.ts";
import type { ChoicePoint } from "../../../core/contracts/strategy.ts";

/** A choice among alternatives that are there for this choice only. */
export class ListChoice implements ChoicePoint {
  readonly kind: ChoicePoint["kind"];
  readonly at: Actor;
  readonly options: readonly Actor[];
  readonly count: number;
  readonly pool = undefined;
  readonly poolFrom = 0;

  constructor(kind: ChoicePoint["kind"], at: Actor, options: readonly Actor[]) {
    this.kind = kind;
    this.at = at;
    this.options = options;
    this.count = options.length;
  }

  option(index: number): Actor {
    return this.options[index] as Actor;
  }
}

import type { Actor } from "../../../core/contracts/actor.ts";
import type { Entropy } from "../../../core/contracts/entropy.ts";
import { type ChoicePoint, isAboutAlternatives, type Strategy } from "../../../core/contracts/strategy.ts";
import type { AccessRecorder } from "../../pairs/access-recorder.ts";
import type { KnownAccess } from "../../pairs/known-access.ts";
import type { UntriedOrder } from "../../pairs/pair-coverage.ts";
import type { Alternatives } from "../alternatives.ts";

/** One execution that aims at an order of two accesses: it holds the second one up until the first has happened, and draws the rest. */
export class GuidedWalk implements Strategy {
  readonly #order: UntriedOrder;
  readonly #recorder: AccessRecorder;
  readonly #prefix: readonly number[];
  readonly #entropy: Entropy;
  readonly #alternatives: Alternatives;
  #at = 0;

  /** @param prefix - What it chooses first, as an earlier execution did. */
  constructor(
    order: UntriedOrder,
    recorder: AccessRecorder,
    prefix: readonly number[],
    entropy: Entropy,
    alternatives: Alternatives,
  ) {
    this.#order = order;
    this.#recorder = recorder;
    this.#prefix = prefix;
    this.#entropy = entropy;
    this.#alternatives = alternatives;
  }

  choose(point: ChoicePoint): number {
    const known = this.#prefix[this.#at++];
    if (known !== undefined && known < point.count) return known;
    if (isAboutAlternatives(point.kind)) return this.#alternatives.choose(point);
    const { first, second } = this.#order;
    const isOpen = !this.#recorder.has(first) && !this.#recorder.has(second);
    return isOpen ? this.#towards(point) : this.#draw(point.count);
  }

  /** Any alternative but for those that would bring the second access, as far as it is known when that happens. */
  #towards(point: ChoicePoint): number {
    const { first, second } = this.#order;
    const free: number[] = [];
    for (let index = 0; index < point.count; index++) {
      const option = point.option(index);
      if (this.#mayMake(option, first) && this.#entropy.random() < 0.5) return index;
      if (!this.#mayMake(option, second)) free.push(index);
    }
    return free.length === 0 ? this.#draw(point.count) : (free[this.#draw(free.length)] as number);
  }

  #mayMake(option: Actor, { path, turns }: KnownAccess): boolean {
    const recorder = this.#recorder;
    return recorder.pathOf(option) === path && turns.includes(recorder.nextTurnOf(option));
  }

  #draw(count: number): number {
    return Math.floor(this.#entropy.random() * count);
  }
}

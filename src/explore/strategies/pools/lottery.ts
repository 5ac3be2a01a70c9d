import type { Actor } from "../../../core/contracts/actor.ts";
import type { Pool, PoolFollower } from "../../../core/contracts/strategy.ts";
import { SumTree } from "./sum-tree.ts";

/** Draws an actor of a pool with a probability in proportion to its weight. Actors with one owner have the same weight. */
export class Lottery<Owner extends object> implements PoolFollower {
  readonly #pool: Pool;
  readonly #ownerOf: (actor: Actor) => Owner;
  readonly #weightOf: (owner: Owner) => number;
  readonly #shares = new Map<Owner, Share>();
  /** The shares by their slots in the tree. */
  readonly #slots: Share[] = [];
  readonly #tree = new SumTree();
  readonly #places = new Map<number, Place>();

  /** @param weightOf - The weight of each actor of an owner, above 0. If it changes, call `changed()`. */
  constructor(pool: Pool, ownerOf: (actor: Actor) => Owner, weightOf: (owner: Owner) => number) {
    this.#pool = pool;
    this.#ownerOf = ownerOf;
    this.#weightOf = weightOf;
    pool.follow(this);
  }

  joined(actor: Actor, number: number): void {
    const owner = this.#ownerOf(actor);
    let share = this.#shares.get(owner);
    if (share === undefined) {
      share = { slot: this.#slots.length, weight: this.#weightOf(owner), numbers: [] };
      this.#shares.set(owner, share);
      this.#slots.push(share);
    }
    this.#places.set(number, { share, at: share.numbers.length });
    share.numbers.push(number);
    this.#weigh(share);
  }

  left(_: Actor, number: number): void {
    const { share, at } = this.#places.get(number) as Place;
    this.#places.delete(number);
    const last = share.numbers.pop() as number;
    if (last !== number) {
      share.numbers[at] = last;
      (this.#places.get(last) as Place).at = at;
    }
    this.#weigh(share);
  }

  /** The weight of `owner` is another one. */
  changed(owner: Owner): void {
    const share = this.#shares.get(owner);
    if (share === undefined) return;
    share.weight = this.#weightOf(owner);
    this.#weigh(share);
  }

  /** The sum of the weights of all actors in the pool. */
  get total(): number {
    return this.#tree.total;
  }

  /** The index in the pool of the actor that a ticket wins. @param ticket - A number from 0 to below `total`. */
  winner(ticket: number): number {
    const { slot, rest } = this.#tree.find(ticket);
    const { weight, numbers } = this.#slots[slot] as Share;
    const at = Math.min(Math.floor(rest / weight), numbers.length - 1);
    return this.#pool.indexOf(numbers[at] as number);
  }

  #weigh({ slot, weight, numbers }: Share): void {
    this.#tree.set(slot, weight * numbers.length);
  }
}

/** What an owner has in the pool. */
interface Share {
  readonly slot: number;
  weight: number;
  /** The numbers of the owner's actors in the pool. */
  readonly numbers: number[];
}

/** Where the number of an actor is. */
interface Place {
  readonly share: Share;
  at: number;
}

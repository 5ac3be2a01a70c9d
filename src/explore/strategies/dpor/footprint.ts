import { isMet } from "./stable-names.ts";

/**
 * What one step has touched: parts of objects, each read or written. Objects and parts are numbers of `StableNames`.
 *
 * Two steps are dependent if they touch the same part of an object and one of them writes, or if one is opaque.
 */
export class Footprint {
  /** Whether it may have touched anything. */
  readonly opaque: boolean;
  /** Three numbers for each access: the object, the part, and 1 for a write. One list, since every step has its own. */
  readonly #accesses: readonly number[];
  /** One bit per object, of which several may share one: footprints without a common bit share no object. */
  readonly #mask: number;

  constructor(accesses: readonly number[], opaque: boolean) {
    this.opaque = opaque;
    this.#accesses = accesses;
    let mask = 0;
    for (let at = 0; at < accesses.length; at += 3) mask |= bitOf(accesses[at] as number);
    this.#mask = mask;
  }

  /** Whether two steps have touched the same, in the same order. */
  equals(other: Footprint): boolean {
    const [own, others] = [this.#accesses, other.#accesses];
    return (
      this === other ||
      (this.opaque === other.opaque && own.length === others.length && own.every((number, at) => number === others[at]))
    );
  }

  /** Whether two steps of one execution are dependent. */
  conflictsWith(other: Footprint): boolean {
    if (this.opaque || other.opaque) return true;
    return (this.#mask & other.#mask) !== 0 && this.#meets(other, Infinity);
  }

  /**
   * Whether steps of two executions may be dependent. The executions began alike, and had met `common` objects by then.
   * What was met later may be the same object under two numbers.
   */
  mayConflictWith(other: Footprint, common: number): boolean {
    if (this.opaque || other.opaque) return true;
    return (this.#mask & other.#mask) !== 0 && this.#meets(other, 2 * common);
  }

  #meets(other: Footprint, common: number): boolean {
    const [own, others] = [this.#accesses, other.#accesses];
    for (let at = 0; at < own.length; at += 3) {
      for (let its = 0; its < others.length; its += 3) {
        if (own[at + 2] === 0 && others[its + 2] === 0) continue;
        if (!mayBeSame(own[at] as number, others[its] as number, common)) continue;
        const [part, otherPart] = [own[at + 1] as number, others[its + 1] as number];
        if (part === 0 || otherPart === 0 || part === otherPart || (part < 0 && otherPart < 0)) return true;
      }
    }
    return false;
  }
}

/** The footprint of which nothing is known. */
export const unknown: Footprint = new Footprint([], true);

/** Writes down what running steps touch, one after the other. */
export class Accesses {
  /** Made once: a list that grows anew for each step takes longer than what the step does. */
  readonly #numbers: number[] = [];
  #count = 0;

  /** A step begins. */
  begin(): void {
    this.#count = 0;
  }

  /** @param part - 0 stands for the whole of the object. */
  add(object: number, part: number, writes: boolean): void {
    const numbers = this.#numbers;
    const write = writes ? 1 : 0;
    for (let at = this.#count - 3; at >= 0; at -= 3) {
      if (numbers[at] !== object || numbers[at + 1] !== part) continue;
      if (numbers[at + 2] === 0) numbers[at + 2] = write;
      return;
    }
    numbers[this.#count++] = object;
    numbers[this.#count++] = part;
    numbers[this.#count++] = write;
  }

  /** What the step has touched. */
  footprint(opaque: boolean): Footprint {
    return new Footprint(this.#numbers.slice(0, this.#count), opaque);
  }
}

/** Even numbers name the same object in every execution, odd ones are the order in which objects were met. */
function mayBeSame(one: number, other: number, common: number): boolean {
  return one === other || (isMet(one) && isMet(other) && one >= common && other >= common);
}

function bitOf(object: number): number {
  return isMet(object) ? 1 : 1 << (1 + ((object >> 1) % 31));
}

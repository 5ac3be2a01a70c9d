import type { Pool, PoolFollower } from "../../core/contracts/strategy.ts";
import type { Entry } from "../../core/contracts/loop-core.ts";

/**
 * Entries in the order of their numbers. An entry may leave from any place: what comes behind it moves up in one copy of
 * memory, which for a thousand entries costs less than a tree would.
 *
 * Numbers are kept from the moment on at which somebody asks for one. Most lines never need them.
 */
export class Line<E extends Entry = Entry> implements Pool {
  readonly #entries: E[] = [];
  /** The numbers of the entries, rising, with room for more: memory of plain numbers moves up ten times as fast as a list. */
  #numbers: Float64Array | undefined = undefined;
  #next = 0;
  #followers: PoolFollower[] | undefined = undefined;

  get length(): number {
    return this.#entries.length;
  }

  /** The entry at this place, from 0; undefined if there is none. */
  at(index: number): E | undefined {
    // A look beyond the ends would make all looks slow.
    return index >= 0 && index < this.#entries.length ? this.#entries[index] : undefined;
  }

  /** The number of the entry at this place; infinite behind the last. */
  numberAt(index: number): number {
    return index < this.length ? (this.#numbered()[index] as number) : Infinity;
  }

  indexOf(number: number): number {
    const at = this.placeOf(number);
    return this.numberAt(at) === number ? at : -1;
  }

  /** How many entries have a lower number. */
  placeOf(number: number): number {
    const numbers = this.#numbered();
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((numbers[middle] as number) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** A number for an entry that comes last, here or in a line that shares the numbers of this one. */
  nextNumber(): number {
    this.#numbered();
    return this.#next++;
  }

  /** Append `entry`. */
  push(entry: E): void {
    if (this.#numbers === undefined) this.#entries.push(entry);
    else this.insert(entry, this.#next++);
  }

  /** Put `entry` where its number belongs. */
  insert(entry: E, number: number): void {
    const { length } = this;
    let numbers = this.#numbered();
    if (length === numbers.length) this.#numbers = numbers = grown(numbers);
    if (length === 0 || (numbers[length - 1] as number) < number) {
      this.#entries.push(entry);
      numbers[length] = number;
    } else {
      const at = this.placeOf(number);
      this.#entries.splice(at, 0, entry);
      numbers.copyWithin(at + 1, at, length);
      numbers[at] = number;
    }
    if (this.#followers !== undefined) for (const follower of this.#followers) follower.joined(entry, number);
  }

  /** Take out the entry at `index`, which exists. */
  remove(index: number): E {
    const entries = this.#entries;
    const entry = entries[index] as E;
    const last = entries.length - 1;
    if (last - index > fewMoves) entries.splice(index, 1);
    else {
      for (let at = index; at < last; at++) entries[at] = entries[at + 1] as E;
      entries.pop();
    }
    const numbers = this.#numbers;
    if (numbers === undefined) return entry;
    const number = numbers[index] as number;
    numbers.copyWithin(index, index + 1, this.length + 1);
    if (this.#followers !== undefined) for (const follower of this.#followers) follower.left(entry, number);
    return entry;
  }

  follow(follower: PoolFollower): void {
    this.#numbered();
    (this.#followers ??= []).push(follower);
    for (const { entry, number } of this.numbered()) follower.joined(entry, number);
  }

  some(isMeant: (entry: E) => boolean): boolean {
    return this.#entries.some(isMeant);
  }

  toArray(): E[] {
    return [...this.#entries];
  }

  /** The entries with their numbers. */
  numbered(): readonly { readonly entry: E; readonly number: number }[] {
    return this.#entries.map((entry, at) => ({ entry, number: this.numberAt(at) }));
  }

  clear(): void {
    if (this.#entries.length > 0) this.#entries.length = 0; // assigning `length` is slow
  }

  #numbered(): Float64Array {
    return (this.#numbers ??= grown(Float64Array.from(this.#entries, () => this.#next++)));
  }
}

/** Up to this many moves, moving one by one is faster than `splice()`. */
const fewMoves = 24;

function grown(numbers: Float64Array): Float64Array {
  const more = new Float64Array(Math.max(firstSize, 2 * numbers.length));
  more.set(numbers);
  return more;
}

/** The engine keeps arrays up to this size on its own heap, where they cost a tenth. */
const firstSize = 8;

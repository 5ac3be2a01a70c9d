import type { Store } from "./store.ts";

/** First in, first out, in constant time: a ring that grows. */
export class Deque<T> implements Store<T> {
  #slots = new Array<T | undefined>(initialSlots); // its length is a power of two
  #head = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(item: T): void {
    if (this.#size === this.#slots.length) this.#grow();
    this.#slots[(this.#head + this.#size) & (this.#slots.length - 1)] = item;
    this.#size += 1;
  }

  take(): T {
    const item = this.#slots[this.#head] as T;
    this.#slots[this.#head] = undefined;
    this.#head = (this.#head + 1) & (this.#slots.length - 1);
    this.#size -= 1;
    if (this.#size === 0 && this.#slots.length > slotsWorthKeeping) {
      this.#slots = new Array<T | undefined>(initialSlots);
      this.#head = 0;
    }
    return item;
  }

  *[Symbol.iterator](): Generator<T, void, void> {
    for (let index = 0; index < this.#size; index += 1) {
      yield this.#slots[(this.#head + index) & (this.#slots.length - 1)] as T;
    }
  }

  #grow(): void {
    const slots: (T | undefined)[] = [...this];
    slots.length *= 2;
    this.#slots = slots;
    this.#head = 0;
  }
}

const initialSlots = 16;
const slotsWorthKeeping = 1_024;

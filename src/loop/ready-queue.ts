import type { Entry } from "../core/event-loop.ts";

/** Entries that wait for their turn, first in first out: a ring that doubles when it is full. */
export class ReadyQueue {
  #ring: (Entry | undefined)[] = Array.from({ length: 64 }, () => undefined);
  #first = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(entry: Entry): void {
    if (this.#length === this.#ring.length) this.#grow();
    this.#ring[(this.#first + this.#length) & (this.#ring.length - 1)] = entry;
    this.#length += 1;
  }

  shift(): Entry | undefined {
    if (this.#length === 0) return undefined;
    const entry = this.#ring[this.#first];
    this.#ring[this.#first] = undefined;
    this.#first = (this.#first + 1) & (this.#ring.length - 1);
    this.#length -= 1;
    return entry;
  }

  /** The entries that would do something, in order. */
  alternatives(): Entry[] {
    return this.toArray().filter(({ skipped }) => !skipped);
  }

  /** Take out one entry that is somewhere in the queue. */
  remove(entry: Entry): void {
    const kept = this.toArray();
    kept.splice(kept.indexOf(entry), 1);
    this.clear();
    for (const other of kept) this.push(other);
  }

  toArray(): Entry[] {
    const mask = this.#ring.length - 1;
    const entries: Entry[] = [];
    for (let i = 0; i < this.#length; i++) entries.push(this.#ring[(this.#first + i) & mask] as Entry);
    return entries;
  }

  clear(): void {
    this.#ring = Array.from({ length: 64 }, () => undefined);
    this.#first = 0;
    this.#length = 0;
  }

  #grow(): void {
    const ring: (Entry | undefined)[] = this.toArray();
    for (let i = this.#length; i > 0; i--) ring.push(undefined);
    this.#ring = ring;
    this.#first = 0;
  }
}

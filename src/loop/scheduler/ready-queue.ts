import type { Entry } from "../../core/contracts/loop-core.ts";
import type { Ready } from "./ready.ts";

/** Entries that wait for their turn, first in first out: a ring that doubles when it is full. */
export class ReadyQueue implements Ready {
  #ring: (Entry | undefined)[] = emptyRing();
  #first = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get first(): Entry | undefined {
    return this.#length === 0 ? undefined : this.#ring[this.#first];
  }

  push(entry: Entry): void {
    if (this.#length === this.#ring.length) ReadyQueue.#grow(this);
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

  toArray(): Entry[] {
    const mask = this.#ring.length - 1;
    const entries: Entry[] = [];
    for (let i = 0; i < this.#length; i++) entries.push(this.#ring[(this.#first + i) & mask] as Entry);
    return entries;
  }

  clear(): void {
    if (this.#length === 0 && this.#ring.length === firstSize) return;
    this.#ring = emptyRing();
    this.#first = 0;
    this.#length = 0;
  }

  static #grow(queue: ReadyQueue): void {
    const ring: (Entry | undefined)[] = queue.toArray();
    for (let i = queue.#length; i > 0; i--) ring.push(undefined);
    queue.#ring = ring;
    queue.#first = 0;
  }
}

const firstSize = 16;

/** A literal, since the engine copies it in one go. Every event loop makes a ring. */
function emptyRing(): undefined[] {
  const no = undefined;
  return [no, no, no, no, no, no, no, no, no, no, no, no, no, no, no, no];
}

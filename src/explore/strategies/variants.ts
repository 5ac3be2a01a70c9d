import type { Entropy } from "../../core/contracts/entropy.ts";

/** The orders that one execution leads to: the same up to a later choice point, another alternative there, then the default. */
export class Variants {
  readonly #taken: Prefix | undefined;
  readonly #from: number;
  /** How many alternatives each choice point from `#from` on has. */
  readonly #counts: Uint8Array | Uint32Array;
  readonly #delays: number;
  /** The most delays of a variant; the delays of the execution itself if there is no variant. */
  readonly most: number;
  /** Variants come in an order that spreads over the execution: from an offset, in strides. */
  readonly #offset: number;
  readonly #stride: number;
  #next = 0;

  /** @param delays - Delays of the execution itself. */
  constructor(taken: Prefix | undefined, from: number, counts: readonly number[], delays: number, entropy: Entropy) {
    const most = counts.reduce((high, count) => Math.max(high, count), 1);
    this.#taken = taken;
    this.#from = from;
    this.#counts = most < 256 ? Uint8Array.from(counts) : Uint32Array.from(counts);
    this.#delays = delays;
    this.most = delays + most - 1;
    this.#offset = Math.floor(entropy.random() * counts.length);
    this.#stride = strideOf(counts.length);
  }

  get size(): number {
    return this.#counts.length;
  }

  /** Begin again, for another number of delays. */
  restart(): void {
    this.#next = 0;
  }

  /** The next variant with this many delays. */
  next(delays: number): Prefix | undefined {
    const counts = this.#counts;
    const index = delays - this.#delays;
    while (this.#next < counts.length) {
      const i = (this.#offset + this.#next++ * this.#stride) % counts.length;
      const count = counts[i] ?? 0;
      if (index < count) return { before: this.#taken, at: this.#from + i, index, count };
    }
    return undefined;
  }
}

/** A departure from the default at one choice point, after earlier departures. */
export interface Prefix {
  readonly before: Prefix | undefined;
  /** The number of the choice point, from 0. */
  readonly at: number;
  readonly index: number;
  /** The number of its alternatives. */
  readonly count: number;
}

/** About the golden section of `length`, and coprime to it, so that the strides meet every point once. */
function strideOf(length: number): number {
  let stride = Math.max(1, Math.round(length * 0.618));
  while (divisor(stride, length) !== 1) stride += 1;
  return stride;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

import type { Entropy } from "../../core/contracts/entropy.ts";

/** Numbers that look random and are the same for the same seed (mulberry32). */
export class SeededEntropy implements Entropy {
  #state: number;

  /** @param seed - Any number; its integer part modulo 2^32 counts. */
  constructor(seed: number) {
    this.#state = seed | 0;
  }

  random(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0; // signed: the engine keeps it without a box
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
}

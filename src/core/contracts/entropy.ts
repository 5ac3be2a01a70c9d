/** The one source of randomness of a loop. */
export interface Entropy {
  /** @returns a number in `[0, 1)` */
  random(): number;
}

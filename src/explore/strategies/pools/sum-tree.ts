/** Weights in slots, as the leaves of a tree of sums: a weight is set, and a slot found by its share, in log(slots) steps. */
export class SumTree {
  #slots = 8;
  /** The node at i has its children at 2i and 2i + 1; the root is at 1, the leaves come last. */
  #sums = new Float64Array(2 * this.#slots);

  /** The sum of all weights. */
  get total(): number {
    return this.#sums[1] as number;
  }

  /** @param slot - From 0 on. @param weight - 0 or more; 0 for an empty slot. */
  set(slot: number, weight: number): void {
    while (slot >= this.#slots) this.#grow();
    let at = this.#slots + slot;
    this.#sums[at] = weight;
    for (at >>= 1; at > 0; at >>= 1) this.#add(at);
  }

  /**
   * The slot at which the sum of the weights up to it exceeds `share`, and by how much `share` exceeds the sum before it.
   *
   * @param share - From 0 to below `total`.
   */
  find(share: number): { readonly slot: number; readonly rest: number } {
    const sums = this.#sums;
    let rest = share;
    let at = 1;
    while (at < this.#slots) {
      at *= 2;
      const left = sums[at] as number;
      // Rounding may leave a rest where nothing has a weight.
      if (rest < left || sums[at + 1] === 0) continue;
      rest -= left;
      at += 1;
    }
    return { slot: at - this.#slots, rest };
  }

  #add(at: number): void {
    this.#sums[at] = (this.#sums[2 * at] as number) + (this.#sums[2 * at + 1] as number);
  }

  #grow(): void {
    const leaves = this.#sums.subarray(this.#slots);
    this.#slots *= 2;
    this.#sums = new Float64Array(2 * this.#slots);
    this.#sums.set(leaves, this.#slots);
    for (let at = this.#slots - 1; at > 0; at--) this.#add(at);
  }
}

/** How many of a thing are left. */
export class Stock {
  #left: number;

  constructor(left: number) {
    this.#left = left;
  }

  get left(): number {
    return this.#left;
  }

  take(): void {
    if (this.#left === 0) throw new Error("Sold out");
    this.#left -= 1;
  }

  putBack(): void {
    this.#left += 1;
  }
}

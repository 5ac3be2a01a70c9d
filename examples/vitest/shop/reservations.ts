import type { Payments } from "./payments.ts";
import type { Stock } from "./stock.ts";

/** Keeps a thing for a customer for ten minutes. */
export class Reservations {
  readonly sold: string[] = [];
  readonly #stock: Stock;
  readonly #payments: Payments;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(stock: Stock, payments: Payments) {
    this.#stock = stock;
    this.#payments = payments;
  }

  reserve(customer: string): void {
    this.#stock.take();
    this.#timers.set(
      customer,
      setTimeout(() => this.#release(customer), 600_000),
    );
  }

  /** While the customer pays, the ten minutes may end: then the thing is sold, and on the shelf again. */
  async buy(customer: string): Promise<void> {
    if (!this.#timers.has(customer)) throw new Error("Too late");
    await this.#payments.charge(customer);
    this.#keep(customer);
    this.sold.push(customer);
  }

  /** The same, with the thing kept from before the customer pays. */
  async buyKept(customer: string): Promise<void> {
    if (!this.#timers.has(customer)) throw new Error("Too late");
    this.#keep(customer);
    try {
      await this.#payments.charge(customer);
    } catch (error) {
      this.#stock.putBack();
      throw error;
    }
    this.sold.push(customer);
  }

  #keep(customer: string): void {
    clearTimeout(this.#timers.get(customer));
    this.#timers.delete(customer);
  }

  #release(customer: string): void {
    this.#timers.delete(customer);
    this.#stock.putBack();
  }
}

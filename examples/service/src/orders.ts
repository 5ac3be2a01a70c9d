import type { Pool } from "pg";
import type { Bank } from "./bank.ts";
import { fixed } from "./fixed.ts";

/** What becomes of an order. */
export type Outcome = "sold" | "sold out";

/** The orders, in PostgreSQL, paid at the bank. */
export class Orders {
  readonly #pool: Pool;
  readonly #bank: Bank;

  constructor(pool: Pool, bank: Bank) {
    this.#pool = pool;
    this.#bank = bank;
  }

  /** Sell one piece of `product`, if there is one. */
  async place(id: string, product: string): Promise<Outcome> {
    const price = fixed ? await this.#take(product) : await this.#look(product);
    if (price === undefined) return "sold out";
    await this.#bank.charge(id, price);
    if (!fixed) await this.#pool.query("update products set stock = stock - 1 where id = $1", [product]);
    await this.#pool.query("insert into orders (id, product) values ($1, $2)", [id, product]);
    return "sold";
  }

  /** The price of a product that is in stock. */
  async #look(product: string): Promise<number | undefined> {
    const sql = "select price from products where id = $1 and stock > 0";
    const { rows } = await this.#pool.query<{ price: number }>(sql, [product]);
    return rows[0]?.price;
  }

  /** Take a piece out of the stock, before the customer pays. */
  async #take(product: string): Promise<number | undefined> {
    const sql = "update products set stock = stock - 1 where id = $1 and stock > 0 returning price";
    const { rows } = await this.#pool.query<{ price: number }>(sql, [product]);
    return rows[0]?.price;
  }
}

import type { Redis } from "ioredis";
import { fixed } from "./fixed.ts";

/** How many of each product a customer wants. */
export type Cart = Readonly<Record<string, number>>;

/** The carts of the customers, in Redis. */
export class Carts {
  readonly #redis: Redis;

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  async show(customer: string): Promise<Cart> {
    if (!fixed) return JSON.parse((await this.#redis.get(`cart:${customer}`)) ?? "{}") as Cart;
    const counts = await this.#redis.hgetall(`cart:${customer}`);
    return Object.fromEntries(Object.entries(counts).map(([product, count]) => [product, Number(count)]));
  }

  async add(customer: string, product: string): Promise<Cart> {
    if (fixed) {
      await this.#redis.hincrby(`cart:${customer}`, product, 1); // one command: nothing comes in between
      return this.show(customer);
    }
    const cart = await this.show(customer);
    const more = { ...cart, [product]: (cart[product] ?? 0) + 1 };
    await this.#redis.set(`cart:${customer}`, JSON.stringify(more));
    return more;
  }
}

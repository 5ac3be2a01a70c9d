import type { Redis } from "ioredis";
import type { Pool } from "pg";
import { fixed } from "./fixed.ts";

export interface Product {
  readonly name: string;
  readonly price: number;
}

/** The products, in PostgreSQL, with a cache in Redis before them. */
export class Catalog {
  readonly #pool: Pool;
  readonly #redis: Redis;

  constructor(pool: Pool, redis: Redis) {
    this.#pool = pool;
    this.#redis = redis;
  }

  async product(id: string): Promise<Product> {
    const key = await this.#keyOf(id);
    const cached = await this.#redis.get(key);
    if (cached !== null) return JSON.parse(cached) as Product;
    const { rows } = await this.#pool.query<Product>("select name, price from products where id = $1", [id]);
    const [product] = rows;
    if (product === undefined) throw Object.assign(new Error(`no product ${id}`), { statusCode: 404 });
    await this.#redis.set(key, JSON.stringify(product), "EX", 3_600);
    return product;
  }

  async setPrice(id: string, price: number): Promise<void> {
    await this.#pool.query("update products set price = $2 where id = $1", [id, price]);
    if (fixed) await this.#redis.incr(`version:${id}`); // whoever is still writing the old price writes it to the old key
    else await this.#redis.del(await this.#keyOf(id));
  }

  async #keyOf(id: string): Promise<string> {
    return fixed ? `product:${id}:${(await this.#redis.get(`version:${id}`)) ?? 0}` : `product:${id}`;
  }
}

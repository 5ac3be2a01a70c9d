import fastify, { type FastifyInstance } from "fastify";
import { Redis } from "ioredis";
import { Pool } from "pg";
import { Bank } from "./bank.ts";
import { Carts } from "./carts.ts";
import { Catalog } from "./catalog.ts";
import { Orders } from "./orders.ts";

/** Where the service finds what it needs. */
export interface Settings {
  readonly database: { readonly host: string; readonly port: number };
  readonly cache: { readonly host: string; readonly port: number };
  readonly bank: string;
}

/** Milliseconds. Nobody waits for ever for a database that does not answer. */
const patience = { connectionTimeoutMillis: 10_000, query_timeout: 10_000 };

/** The web service of a shop: prices, carts and orders. */
export function createApp({ database, cache, bank }: Settings): FastifyInstance {
  const pool = new Pool({ ...database, user: "postgres", database: "postgres", max: 2, ...patience });
  const redis = new Redis({ ...cache, commandTimeout: 10_000, maxRetriesPerRequest: 1, disableClientInfo: true });
  pool.on("error", () => undefined); // an idle connection has broken: the next query gets another
  redis.on("error", () => undefined); // the command that needs it fails

  const catalog = new Catalog(pool, redis);
  const carts = new Carts(redis);
  const orders = new Orders(pool, new Bank(bank));

  const app = fastify();
  app.get<{ Params: { id: string } }>("/products/:id", ({ params }) => catalog.product(params.id));
  app.put<{ Params: { id: string }; Body: { price: number } }>("/products/:id", async ({ params, body }) => {
    await catalog.setPrice(params.id, body.price);
    return { price: body.price };
  });
  app.get<{ Params: { customer: string } }>("/carts/:customer", ({ params }) => carts.show(params.customer));
  app.post<{ Params: { customer: string }; Body: { product: string } }>("/carts/:customer", ({ params, body }) =>
    carts.add(params.customer, body.product),
  );
  app.post<{ Body: { id: string; product: string } }>("/orders", async ({ body }, reply) => {
    const outcome = await orders.place(body.id, body.product);
    return reply.code(outcome === "sold out" ? 409 : 201).send({ outcome });
  });
  app.addHook("onClose", async () => {
    redis.disconnect();
    await pool.end();
  });
  return app;
}

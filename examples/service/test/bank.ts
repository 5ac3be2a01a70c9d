import fastify, { type FastifyInstance } from "fastify";

/** What the bank has taken, in its order. */
export interface Charge {
  readonly order: string;
  readonly amount: number;
}

/** A stand-in for the payment provider, which writes down every charge. A key of idempotency makes two requests one charge. */
export function createBank(charges: Charge[]): FastifyInstance {
  const known = new Set<string>();
  const bank = fastify();
  bank.post<{ Body: Charge }>("/charges", async ({ headers, body }) => {
    const key = headers["idempotency-key"];
    if (typeof key !== "string" || !known.has(key)) charges.push(body);
    if (typeof key === "string") known.add(key);
    return { charged: true };
  });
  return bank;
}

import { once } from "node:events";
import type { AddressInfo, Server } from "node:net";
import { createApp } from "../src/app.ts";
import { type Charge, createBank } from "./bank.ts";
import { createPostgres, resetDatabase } from "./postgres.ts";
import { createRedis } from "./redis.ts";

/** What a test sees of the running service. */
export interface Shop {
  readonly url: string;
  readonly charges: readonly Charge[];
}

interface Address {
  readonly host: string;
  readonly port: number;
}

/** Starts the server of a name at an address, and resolves with the one that it got. */
export type Place = (name: string, port: number, listen: (address: Address) => Promise<Address>) => Promise<Address>;

/** All of them at free ports of this machine. */
const loopback: Place = (_name, _port, listen) => listen({ host: "127.0.0.1", port: 0 });

/** Run `body` while the service runs, with a database, a cache and a bank of its own. */
export async function withShop(body: (shop: Shop) => Promise<void>, place: Place = loopback): Promise<void> {
  await resetDatabase();
  const charges: Charge[] = [];
  const postgres = await createPostgres();
  const redis = await createRedis();
  const bank = createBank(charges);
  const at = {
    database: await place("db", 5432, (address) => listening(postgres, address)),
    cache: await place("cache", 6379, (address) => listening(redis, address)),
    bank: urlOf(await place("bank", 80, (address) => listening(bank, address))),
  };
  let close = async (): Promise<void> => undefined;
  try {
    const shop = await place("shop", 80, async (address) => {
      const app = createApp(at);
      close = () => app.close();
      return listening(app, address);
    });
    await body({ url: urlOf(shop), charges });
  } finally {
    await close();
    await bank.close();
    postgres.close();
    redis.close();
  }
}

async function listening(server: Server | Listening, { host, port }: Address): Promise<Address> {
  if ("server" in server) {
    await server.listen({ host, port });
    return { host, port: (server.server.address() as AddressInfo).port };
  }
  server.listen(port, host);
  await once(server, "listening");
  return { host, port: (server.address() as AddressInfo).port };
}

/** An app of Fastify. */
interface Listening {
  readonly server: { address(): unknown };
  listen(address: Address): Promise<unknown>;
}

function urlOf({ host, port }: Address): string {
  return `http://${host}:${port}`;
}

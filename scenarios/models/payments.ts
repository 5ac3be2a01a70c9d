import assert from "node:assert/strict";
import { createServer, request } from "node:http";
import { Pool } from "pg";
import { createFuture, sleep, timeout } from "timeloom";
import { network, simulatedWorld } from "timeloom/testing";
import { answersOf, openDatabase } from "../http/database.ts";
import { createPostgres } from "../http/postgres-server.ts";
import type { Model } from "./model.ts";
import { persist } from "./wire.ts";

// A client that hears nothing pays again, and the service asks the database again: each must say that it is the same payment. The service is
// one of node:http and pg, unmodified, the database PGlite. Needs simulateNetwork() and fakeGlobals().

export const model: Model = {
  id: "payments",
  title: "A payment over HTTP and PostgreSQL is tried until it is answered; the customer pays once",
  world: simulatedWorld({
    hosts: { customer: {}, shop: {}, database: {} },
    link: { latency: [0.01] },
    lookupLatency: [0.001],
    faults: ["refuse", "reset", "loseReply", "slow", "cut"],
    mostFaults: 3,
  }),
  prepare: createTables,
  fixed: () => payments({ keepsKeys: true, insertsOnce: true }),
  planted: [
    { mistake: "every attempt has a new key", program: () => payments({ keepsKeys: false, insertsOnce: true }) },
    { mistake: "the shop looks, and then inserts", program: () => payments({ keepsKeys: true, insertsOnce: false }) },
  ],
};

/** How the system is written. */
interface Design {
  /** Whether the attempts to pay for one thing have one key. */
  readonly keepsKeys: boolean;
  /** Whether the table has a unique key, so that looking for it and inserting it is one statement. */
  readonly insertsOnce: boolean;
}

async function createTables(): Promise<void> {
  const database = await openDatabase();
  await database.exec(`
    create table if not exists charges (key text primary key);
    create table if not exists charges_without_key (key text)`);
}

async function payments(design: Design): Promise<void> {
  const database = answersOf(await openDatabase());
  await database.exec("delete from charges; delete from charges_without_key"); // a sixth of the price of truncate
  void network.host("database").run(async () => {
    createPostgres(database).listen(5432);
    await createFuture<void>();
  });
  void network.host("shop").run(() => shop(design));
  await sleep(0.1);
  await pay(design);
  network.calm();
  await sleep(60); // what is still under way arrives
  const sql = "select key from charges union all select key from charges_without_key";
  assert.equal((await database.query(sql)).rows.length, 1, "the customer has paid more than once");
}

async function pay({ keepsKeys }: Design): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const key = keepsKeys ? "order 7" : `order 7, attempt ${attempt}`;
    try {
      if ((await timeout(5).run(() => post("shop", key))) === 200) return;
    } catch {
      // Nobody knows whether it is paid.
    }
    await sleep(0.5);
  }
}

async function shop(design: Design): Promise<void> {
  const patience = { connectionTimeoutMillis: 2_000, query_timeout: 2_000 };
  const pool = new Pool({ host: "database", user: "postgres", database: "postgres", max: 2, ...patience });
  pool.on("error", () => undefined); // an idle connection has broken: the next query gets another
  const server = createServer(async (incoming, response) => {
    let key = "";
    try {
      for await (const chunk of incoming) key += String(chunk);
      await persist(() => charge(pool, key, design), 0.2);
      response.writeHead(200).end("paid");
    } catch {
      response.destroy(); // the customer has gone
    }
  });
  server.listen(80);
  await createFuture<void>();
}

/** Write the charge down, unless it is there. */
async function charge(pool: Pool, key: string, { insertsOnce }: Design): Promise<true> {
  if (insertsOnce) {
    await pool.query("insert into charges values ($1) on conflict do nothing", [key]);
    return true;
  }
  const { rows } = await pool.query("select key from charges_without_key where key = $1", [key]);
  if (rows.length === 0) await pool.query("insert into charges_without_key values ($1)", [key]);
  return true;
}

/** @returns the status */
async function post(host: string, body: string): Promise<number> {
  return await new Promise((resolve, reject) => {
    const sent = request({ host, port: 80, method: "POST", agent: false }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? 0)).on("error", reject);
    });
    sent.on("error", reject).end(body);
  });
}

import assert from "node:assert/strict";
import { Client, Pool, Query } from "pg";
import { fails, failsAfter } from "../../exchanges.mjs";
import { startPostgres } from "./postgres-server.mjs";

export { setUp } from "./postgres-server.mjs";

const settings = { host: "server", user: "postgres", database: "postgres" };

async function connected(more = {}) {
  await startPostgres();
  const client = new Client({ ...settings, ...more });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/** @type {import("../../exchanges.mjs").Exchanges} */
export const exchanges = {
  async request() {
    await startPostgres();
    const pool = new Pool({ ...settings, max: 2 });
    const amount = async (name) =>
      (await pool.query("select amount from accounts where name = $1", [name])).rows[0].amount;
    assert.deepEqual(await Promise.all([amount("a"), amount("b")]), [1, 2]);
    await pool.end();
  },
  async streaming() {
    const client = await connected();
    const names = [];
    const query = client.query(new Query("select generate_series(1, 500) as n"));
    query.on("row", ({ n }) => names.push(n));
    await new Promise((resolve, reject) => query.on("end", resolve).on("error", reject));
    assert.equal(names.length, 500);
    await client.end();
  },
  async dropped() {
    const client = await connected();
    await fails(() => client.query("select 'drop me'"), /Connection terminated unexpectedly/);
  },
  async timeOut() {
    const client = await connected({ query_timeout: 5_000 });
    await failsAfter(5, () => client.query("select 'silence'"), /Query read timeout/);
  },
};

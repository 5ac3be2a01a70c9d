import assert from "node:assert/strict";
import postgres from "postgres";
import { fails, failsAfter, pause } from "../../exchanges.mjs";
import { startPostgres } from "./postgres-server.mjs";

export { setUp } from "./postgres-server.mjs";

async function connected() {
  await startPostgres();
  return postgres({
    host: "server",
    user: "postgres",
    database: "postgres",
    max: 2,
    fetch_types: false,
    onnotice: () => undefined,
  });
}

/** @type {import("../../exchanges.mjs").Exchanges} */
export const exchanges = {
  async request() {
    const sql = await connected();
    const amount = async (name) => (await sql`select amount from accounts where name = ${name}`)[0].amount;
    assert.deepEqual(await Promise.all([amount("a"), amount("b")]), [1, 2]);
    await sql.end();
  },
  async streaming() {
    const sql = await connected();
    let rows = 0;
    await sql`select generate_series(1, 500) as n`.forEach(() => {
      rows += 1;
    });
    assert.equal(rows, 500);
    await sql.end();
  },
  async dropped() {
    const sql = await connected();
    await fails(() => sql`select 'drop me'`, /CONNECTION_CLOSED/);
  },
  async timeOut() {
    const sql = await connected();
    const late = pause(5_000).then(() => Promise.reject(new Error("time-out")));
    await failsAfter(5, () => Promise.race([sql`select 'silence'`, late]), /time-out/);
  },
};

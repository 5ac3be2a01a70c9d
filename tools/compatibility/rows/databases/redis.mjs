import assert from "node:assert/strict";
import { createClient } from "redis";
import { fails, failsAfter } from "../../exchanges.mjs";
import { startRedis } from "./redis-server.mjs";

async function connected(socket = {}) {
  await startRedis();
  const client = createClient({ RESP: 2, socket: { host: "server", reconnectStrategy: false, ...socket } });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/** @type {import("../../exchanges.mjs").Exchanges} */
export const exchanges = {
  async request() {
    const redis = await connected();
    assert.deepEqual(await Promise.all([redis.incr("visits"), redis.incr("visits")]), [1, 2]);
    assert.equal(await redis.get("visits"), "2");
    redis.destroy();
  },
  async streaming() {
    const redis = await connected();
    for (let n = 0; n < 30; n++) await redis.set(`key:${n}`, String(n));
    const keys = [];
    for await (const found of redis.scanIterator({ MATCH: "key:*", COUNT: 10 })) keys.push(...found);
    assert.equal(new Set(keys).size, 30);
    redis.destroy();
  },
  async dropped() {
    const redis = await connected();
    await fails(() => redis.get("drop"), /Socket closed unexpectedly/);
  },
  async timeOut() {
    const redis = await connected({ socketTimeout: 5_000 });
    await failsAfter(5, () => redis.get("silence"), /SocketTimeout|timeout/i);
  },
};

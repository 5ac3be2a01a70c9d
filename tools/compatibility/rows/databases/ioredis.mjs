import assert from "node:assert/strict";
import Redis from "ioredis";
import { fails, failsAfter } from "../../exchanges.mjs";
import { startRedis } from "./redis-server.mjs";

async function connected(more = {}) {
  await startRedis();
  const redis = new Redis({
    host: "server",
    retryStrategy: null,
    maxRetriesPerRequest: 0,
    disableClientInfo: true,
    ...more,
  });
  redis.on("error", () => undefined);
  return redis;
}

/** @type {import("../../exchanges.mjs").Exchanges} */
export const exchanges = {
  async request() {
    const redis = await connected();
    assert.deepEqual(await Promise.all([redis.incr("visits"), redis.incr("visits")]), [1, 2]);
    assert.equal(await redis.get("visits"), "2");
    await redis.quit();
  },
  async streaming() {
    const redis = await connected();
    for (let n = 0; n < 30; n++) await redis.set(`key:${n}`, n);
    const keys = [];
    for await (const found of redis.scanStream({ match: "key:*", count: 10 })) keys.push(...found);
    assert.equal(new Set(keys).size, 30);
    redis.disconnect();
  },
  async dropped() {
    const redis = await connected();
    await fails(() => redis.get("drop"), /Connection is closed/);
  },
  async timeOut() {
    const redis = await connected({ commandTimeout: 5_000 });
    await failsAfter(5, () => redis.get("silence"), /Command timed out/);
    redis.disconnect();
  },
};

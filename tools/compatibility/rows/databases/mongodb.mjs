import assert from "node:assert/strict";
import { MongoClient } from "mongodb";
import { fails, failsAfter } from "../../exchanges.mjs";
import { startMongo } from "./mongo-server.mjs";

async function connected(more = {}) {
  await startMongo();
  const client = new MongoClient("mongodb://server/test", { retryReads: false, ...more });
  await client.connect();
  return { client, words: client.db().collection("words") };
}

/** @type {import("../../exchanges.mjs").Exchanges} */
export const exchanges = {
  async request() {
    const { client, words } = await connected();
    await words.insertOne({ _id: 1, word: "hello" });
    assert.deepEqual(await Promise.all([words.findOne({}), client.db().command({ ping: 1 })]), [
      { _id: 1, word: "hello" },
      { ok: 1 },
    ]);
    await client.close();
  },
  async streaming() {
    const { client, words } = await connected();
    await words.insertMany(["one", "two", "three"].map((word, _id) => ({ _id, word })));
    const seen = [];
    for await (const { word } of words.find({}, { batchSize: 1 })) seen.push(word);
    assert.deepEqual(seen, ["one", "two", "three"]);
    await client.close();
  },
  async dropped() {
    const { client } = await connected();
    await fails(() => client.db().collection("drop").findOne({}), /closed/);
    await client.close();
  },
  async timeOut() {
    const { client } = await connected({ socketTimeoutMS: 5_000 });
    await failsAfter(5, () => client.db().collection("silence").findOne({}), /timed out/);
    await client.close();
  },
};

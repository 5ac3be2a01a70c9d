import { Aedes } from "aedes";
import assert from "node:assert/strict";
import mqtt from "mqtt";
import net from "node:net";
import { onHost } from "../../../../dist/testing.js";
import { Dialogue, failsAfter, serve } from "../../exchanges.mjs";

async function connected(more = {}) {
  const broker = await onHost("server", () => Aedes.createBroker({ id: "broker" }));
  await serve(net.createServer(broker.handle), 1883);
  const client = await mqtt.connectAsync("mqtt://server", { clientId: "client", reconnectPeriod: 0, ...more });
  client.on("error", () => undefined);
  return { broker, client };
}

function message(client) {
  return new Promise((resolve) => {
    client.once("message", (topic, payload) => resolve(`${topic}: ${payload}`));
  });
}

/** @type {import("../../exchanges.mjs").Exchanges} */
export const exchanges = {
  async request() {
    const { client } = await connected();
    await client.subscribeAsync("news", { qos: 1 });
    const heard = message(client);
    await client.publishAsync("news", "hello", { qos: 1 });
    assert.equal(await heard, "news: hello");
    await client.endAsync();
  },
  async streaming() {
    const { broker, client } = await connected();
    await client.subscribeAsync("words");
    const dialogue = new Dialogue();
    client.on("message", (_topic, payload) => dialogue.heard(payload));
    for await (const payload of dialogue.words()) broker.publish({ topic: "words", payload, qos: 0 }, () => undefined);
    dialogue.check();
    await client.endAsync(true);
  },
  async dropped() {
    const { broker, client } = await connected();
    const closed = new Promise((resolve) => {
      client.once("close", resolve);
    });
    for (const { conn } of Object.values(broker.clients)) conn.destroy();
    await closed;
    assert.equal(client.connected, false);
  },
  async timeOut() {
    await serve(
      net.createServer((socket) => socket.resume()),
      1883,
    );
    const client = mqtt.connect("mqtt://server", { reconnectPeriod: 0, connectTimeout: 5_000 });
    const refused = new Promise((resolve, reject) => {
      client.once("error", reject);
      client.once("close", () => reject(new Error("closed")));
    });
    await failsAfter(5, () => refused, /connack timeout|closed/);
  },
};

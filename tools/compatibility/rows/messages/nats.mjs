import assert from "node:assert/strict";
import { connect } from "nats";
import { Dialogue, failsAfter } from "../../exchanges.mjs";
import { startNats } from "./nats-server.mjs";

async function connected() {
  await startNats();
  return connect({ servers: "server:4222", reconnect: false });
}

/** @type {import("../../exchanges.mjs").Exchanges} */
export const exchanges = {
  async request() {
    const client = await connected();
    client.subscribe("double", {
      callback: (_error, message) => message.respond(String(Number(message.string()) * 2)),
    });
    const answers = await Promise.all(["2", "21"].map((n) => client.request("double", n)));
    assert.deepEqual(
      answers.map((answer) => answer.string()),
      ["4", "42"],
    );
    await client.close();
  },
  async streaming() {
    const client = await connected();
    const dialogue = new Dialogue();
    client.subscribe("words", { callback: (_error, message) => dialogue.heard(message.data) });
    for await (const word of dialogue.words()) client.publish("words", word);
    dialogue.check();
    await client.close();
  },
  async dropped() {
    const client = await connected();
    client.publish("drop");
    await client.closed();
    assert.ok(client.isClosed());
  },
  async timeOut() {
    const client = await connected();
    await failsAfter(5, () => client.request("silence", "", { timeout: 5_000 }), /TIMEOUT/);
    await client.close();
  },
};

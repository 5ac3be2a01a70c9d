import amqp from "amqplib";
import assert from "node:assert/strict";
import { Dialogue, failsAfter, servesSilence } from "../../exchanges.mjs";
import { startAmqp } from "./amqp-server.mjs";

async function connected() {
  await startAmqp();
  const connection = await amqp.connect("amqp://server");
  connection.on("error", () => undefined);
  const channel = await connection.createChannel();
  channel.on("error", () => undefined);
  return { connection, channel };
}

/** @type {import("../../exchanges.mjs").Exchanges} */
export const exchanges = {
  async request() {
    const { connection, channel } = await connected();
    for (const queue of ["double", "answers"]) await channel.assertQueue(queue);
    await channel.consume("double", (message) => {
      channel.ack(message);
      channel.sendToQueue(message.properties.replyTo, Buffer.from(String(Number(message.content) * 2)));
    });
    const answer = new Promise((resolve) => {
      void channel.consume("answers", (message) => resolve(String(message.content)), { noAck: true });
    });
    channel.sendToQueue("double", Buffer.from("21"), { replyTo: "answers" });
    assert.equal(await answer, "42");
    await connection.close();
  },
  async streaming() {
    const { connection, channel } = await connected();
    const dialogue = new Dialogue();
    await channel.consume("words", (message) => dialogue.heard(message.content), { noAck: true });
    for await (const word of dialogue.words()) channel.sendToQueue("words", Buffer.from(word));
    dialogue.check();
    await connection.close();
  },
  async dropped() {
    const { connection, channel } = await connected();
    const closed = new Promise((resolve) => {
      connection.once("close", resolve);
    });
    channel.sendToQueue("drop", Buffer.from("now"));
    assert.match(String(await closed), /Unexpected close/);
  },
  async timeOut() {
    await servesSilence(5672);
    await failsAfter(5, () => amqp.connect("amqp://server", { timeout: 5_000 }), /ETIMEDOUT/);
  },
};

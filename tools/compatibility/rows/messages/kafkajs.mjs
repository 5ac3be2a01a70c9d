import kafkajs from "kafkajs";
import assert from "node:assert/strict";
import { Dialogue, fails, failsAfter } from "../../exchanges.mjs";
import { startKafka } from "./kafka-server.mjs";

async function connected() {
  await startKafka();
  const client = new kafkajs.Kafka({
    brokers: ["server:9092"],
    logLevel: kafkajs.logLevel.NOTHING,
    requestTimeout: 5_000,
    retry: { retries: 0 },
  });
  const producer = client.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  await producer.connect();
  return { client, producer };
}

/** @type {import("../../exchanges.mjs").Exchanges} */
export const exchanges = {
  async request() {
    const { producer } = await connected();
    const send = (value) => producer.send({ topic: "words", messages: [{ value }] });
    const answers = [await send("hello"), await send("again")].flat();
    assert.deepEqual(
      answers.map(({ errorCode, offset }) => [errorCode, offset]),
      [
        [0, "0"],
        [0, "1"],
      ],
    );
    await producer.disconnect();
  },
  async streaming() {
    const { client, producer } = await connected();
    const consumer = client.consumer({ groupId: "readers", maxWaitTimeInMs: 100 });
    await consumer.connect();
    await consumer.subscribe({ topic: "words", fromBeginning: true });
    const dialogue = new Dialogue();
    await consumer.run({ eachMessage: async ({ message }) => dialogue.heard(message.value) });
    for await (const value of dialogue.words()) await producer.send({ topic: "words", messages: [{ value }] });
    dialogue.check();
    await Promise.all([consumer.disconnect(), producer.disconnect()]);
  },
  async dropped() {
    const { producer } = await connected();
    await fails(() => producer.send({ topic: "drop", messages: [{ value: "now" }] }), /Closed connection/);
  },
  async timeOut() {
    const { producer } = await connected();
    const send = () => producer.send({ topic: "silence", messages: [{ value: "now" }] });
    await failsAfter(5, send, /Request Produce.* timed out/);
  },
};

import { makeClientConstructor, Server, ServerCredentials, credentials } from "@grpc/grpc-js";
import assert from "node:assert/strict";
import { onHost } from "../../../../dist/testing.js";
import { Dialogue, fails, failsAfter } from "../../exchanges.mjs";

const json = { serialize: (value) => Buffer.from(JSON.stringify(value)), deserialize: (bytes) => JSON.parse(bytes) };

function method(name, responseStream) {
  const { serialize, deserialize } = json;
  return {
    path: `/Service/${name}`,
    requestStream: false,
    responseStream,
    requestSerialize: serialize,
    requestDeserialize: deserialize,
    responseSerialize: serialize,
    responseDeserialize: deserialize,
  };
}

const service = { double: method("double", false), words: method("words", true) };
const Client = makeClientConstructor(service, "Service");

async function connected(handlers) {
  const server = new Server();
  server.addService(service, { double: () => undefined, words: () => undefined, ...handlers });
  await onHost("server", async () => {
    await new Promise((resolve, reject) => {
      const credential = ServerCredentials.createInsecure();
      server.bindAsync("0.0.0.0:50051", credential, (error) => (error === null ? resolve() : reject(error)));
    });
  });
  const client = new Client("server:50051", credentials.createInsecure());
  const double = (n, options = {}) => {
    return new Promise((resolve, reject) => {
      client.double({ n }, options, (error, answer) => (error === null ? resolve(answer.n) : reject(error)));
    });
  };
  return { server, client, double };
}

/** @type {import("../../exchanges.mjs").Exchanges} */
export const exchanges = {
  async request() {
    const { server, client, double } = await connected({
      double: ({ request }, done) => done(null, { n: request.n * 2 }),
    });
    assert.deepEqual(await Promise.all([double(2), double(21)]), [4, 42]);
    client.close();
    server.forceShutdown();
  },
  async streaming() {
    const dialogue = new Dialogue();
    const { server, client } = await connected({
      async words(call) {
        for await (const word of dialogue.words()) call.write({ word });
        call.end();
      },
    });
    for await (const { word } of client.words({})) dialogue.heard(word);
    dialogue.check();
    client.close();
    server.forceShutdown();
  },
  async dropped() {
    const { server, client, double } = await connected({ double: () => server.forceShutdown() });
    await fails(() => double(2), /UNAVAILABLE|CANCELLED|INTERNAL/);
    client.close();
  },
  async timeOut() {
    const { server, client, double } = await connected({});
    await failsAfter(5, () => double(2, { deadline: Date.now() + 5_000 }), /DEADLINE_EXCEEDED/);
    client.close();
    server.forceShutdown();
  },
};

import assert from "node:assert/strict";
import { once } from "node:events";
import ssh2 from "ssh2";
import { Dialogue, fails, failsAfter, serve, servesSilence } from "../../exchanges.mjs";

const { private: hostKey } = ssh2.utils.generateKeyPairSync("ed25519");

/** A server that lets everybody in. @param runs - Runs a command, on its channel and connection. */
async function connected(runs) {
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (peer) => {
    peer.on("error", () => undefined);
    peer.on("authentication", (asked) => asked.accept());
    peer.on("session", (accept) => {
      accept().on("exec", (acceptExec, _reject, { command }) => runs(acceptExec(), command, peer));
    });
  });
  await serve(server, 22);
  const client = new ssh2.Client();
  client.connect({ host: "server", username: "me", password: "secret" });
  await once(client, "ready");
  client.on("error", () => undefined);
  return client;
}

const exec = (client, command) => {
  return new Promise((resolve, reject) => {
    client.exec(command, (error, channel) => (error === undefined ? resolve(channel) : reject(error)));
  });
};

/** @type {import("../../exchanges.mjs").Exchanges} */
export const exchanges = {
  async request() {
    const client = await connected((channel, command) => {
      channel.write(command);
      channel.exit(0);
      channel.end();
    });
    const ask = async (command) => {
      let text = "";
      for await (const data of await exec(client, command)) text += String(data);
      return text;
    };
    assert.deepEqual(await Promise.all([ask("a"), ask("b")]), ["a", "b"]);
    client.end();
  },
  async streaming() {
    const dialogue = new Dialogue();
    const client = await connected(async (channel) => {
      for await (const word of dialogue.words()) channel.write(word);
      channel.end();
    });
    for await (const data of await exec(client, "words")) dialogue.heard(data);
    dialogue.check();
    client.end();
  },
  async dropped() {
    const client = await connected((_channel, _command, peer) => peer._sock.destroy());
    const closed = once(client, "close");
    await exec(client, "drop").catch(() => undefined);
    await closed;
    await fails(() => exec(client, "more"), /Not connected/);
  },
  async timeOut() {
    await servesSilence(22);
    const client = new ssh2.Client();
    client.connect({ host: "server", username: "me", readyTimeout: 5_000 });
    client.on("error", () => undefined);
    await failsAfter(5, () => once(client, "ready"), /Timed out while waiting for handshake/);
  },
};

import assert from "node:assert/strict";
import mysql from "mysql2";
import { onHost } from "../../../../dist/testing.js";
import { fails, failsAfter, pause } from "../../exchanges.mjs";

/** The protocol of MySQL by `mysql2` itself, which answers a query with what its text says. */
async function connected() {
  await onHost("server", async () => {
    const server = mysql.createServer();
    server.on("connection", (peer) => {
      peer.on("error", () => undefined);
      peer.serverHandshake({
        protocolVersion: 10,
        serverVersion: "8.0.0",
        connectionId: 1,
        statusFlags: 2,
        characterSet: 45,
        capabilityFlags: 0xff_f7_df & ~0x20 & ~0x800,
        authCallback(_login, done) {
          done(null, undefined);
          peer._resetSequenceId();
        },
      });
      peer.on("query", (sql) => {
        peer.sequenceId = 1; // `mysql2` does not count anew for each query
        if (sql === "drop") peer.stream.destroy();
        else if (sql !== "silence") {
          peer.writeTextResult(
            [...sql].map((letter) => ({ letter })),
            [column],
          );
        }
        peer._resetSequenceId();
      });
    });
    await new Promise((resolve) => server.listen(3306, resolve));
  });
  const client = mysql.createConnection({ host: "server", user: "me" });
  client.on("error", () => undefined);
  return client;
}

const column = {
  catalog: "def",
  schema: "",
  table: "",
  orgTable: "",
  name: "letter",
  orgName: "letter",
  characterSet: 45,
  columnLength: 100,
  columnType: 253,
  flags: 0,
  decimals: 0,
};

/** @type {import("../../exchanges.mjs").Exchanges} */
export const exchanges = {
  async request() {
    const client = (await connected()).promise();
    const [[ab], [c]] = await Promise.all([client.query("ab"), client.query("c")]);
    assert.deepEqual([ab, c], [[{ letter: "a" }, { letter: "b" }], [{ letter: "c" }]]);
    await client.end();
  },
  async streaming() {
    const client = await connected();
    let text = "";
    for await (const { letter } of client.query("one two three").stream()) text += letter;
    assert.equal(text, "one two three");
    client.destroy();
  },
  async dropped() {
    const client = (await connected()).promise();
    await fails(() => client.query("drop"), /PROTOCOL_CONNECTION_LOST/);
  },
  async timeOut() {
    const client = await connected();
    const query = new Promise((resolve, reject) => {
      client.query({ sql: "silence", timeout: 5_000 }, (error) => (error ? reject(error) : resolve()));
    });
    await failsAfter(5, () => query, /PROTOCOL_SEQUENCE_TIMEOUT/);
    await pause(1);
    client.destroy();
  },
};

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { Server } from "socket.io";
import { io } from "socket.io-client";
import { Dialogue, fails, failsAfter, serve } from "../../exchanges.mjs";

async function start(connected) {
  const http = createServer();
  new Server(http).on("connection", connected);
  await serve(http, 80);
  const socket = io("http://server/", { reconnection: false, forceNew: true });
  await new Promise((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", reject);
  });
  return socket;
}

/** @type {import("../../exchanges.mjs").Exchanges} */
export const exchanges = {
  async request() {
    const socket = await start((peer) => peer.on("double", (n, answer) => answer(n * 2)));
    assert.deepEqual(await Promise.all([socket.emitWithAck("double", 2), socket.emitWithAck("double", 21)]), [4, 42]);
    socket.disconnect();
  },
  async streaming() {
    const dialogue = new Dialogue();
    const socket = await start((peer) => {
      peer.on("begin", async (done) => {
        for await (const word of dialogue.words()) peer.emit("word", word);
        done();
      });
    });
    socket.on("word", (word) => dialogue.heard(word));
    await socket.emitWithAck("begin");
    dialogue.check();
    socket.disconnect();
  },
  async dropped() {
    const socket = await start((peer) =>
      peer.on("drop", () => peer.conn.transport.socket?._socket.destroy() ?? peer.conn.close()),
    );
    const gone = new Promise((resolve) => {
      socket.once("disconnect", resolve);
    });
    socket.emit("drop");
    assert.match(await gone, /transport (close|error)/);
  },
  async timeOut() {
    const socket = await start(() => undefined);
    await failsAfter(5, () => socket.timeout(5_000).emitWithAck("silence"), /operation has timed out/);
    socket.disconnect();
    await fails(() => socket.timeout(1_000).emitWithAck("silence"), /operation has timed out/);
  },
};

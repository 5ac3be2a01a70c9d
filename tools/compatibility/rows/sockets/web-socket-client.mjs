import assert from "node:assert/strict";
import { WebSocketServer } from "ws";
import { Dialogue, failsAfter, pause, serve } from "../../exchanges.mjs";
import { createServer } from "node:http";

/**
 * The exchanges of a WebSocket client, with a server of `ws`.
 *
 * @param {(url: string) => WebSocket} connect
 * @returns {import("../../exchanges.mjs").Exchanges}
 */
export function webSocketClient(connect) {
  const start = async (connected) => {
    const http = createServer();
    new WebSocketServer({ server: http }).on("connection", connected);
    await serve(http, 80);
  };
  return {
    async request() {
      await start((peer) => peer.on("message", (data) => peer.send(`echo ${data}`)));
      const socket = connect("ws://server/");
      await event(socket, "open");
      const answer = event(socket, "message");
      socket.send("hello");
      assert.equal((await answer).data, "echo hello");
      const closed = event(socket, "close");
      socket.close(4001, "bye");
      const { code, reason, wasClean } = await closed;
      assert.deepEqual([code, String(reason), wasClean], [4001, "bye", true]);
    },
    async streaming() {
      const dialogue = new Dialogue();
      await start(async (peer) => {
        for await (const word of dialogue.words()) peer.send(word);
        peer.close();
      });
      const socket = connect("ws://server/");
      socket.addEventListener("message", ({ data }) => dialogue.heard(data));
      await event(socket, "close");
      dialogue.check();
    },
    async dropped() {
      await start((peer) => peer.on("message", () => peer.terminate()));
      const socket = connect("ws://server/");
      await event(socket, "open");
      const closed = event(socket, "close");
      socket.addEventListener("error", () => undefined);
      socket.send("hello");
      assert.equal((await closed).code, 1006);
    },
    async timeOut() {
      await start(() => undefined);
      const socket = connect("ws://server/");
      await event(socket, "open");
      const answer = event(socket, "message");
      await failsAfter(
        5,
        () => Promise.race([answer, pause(5_000).then(() => Promise.reject(new Error("time-out")))]),
        /time-out/,
      );
    },
  };
}

function event(target, name) {
  return new Promise((resolve, reject) => {
    target.addEventListener(name, resolve, { once: true });
    if (name !== "close") target.addEventListener("error", ({ error }) => reject(error), { once: true });
  });
}

import assert from "node:assert/strict";
import http from "node:http";
import { Dialogue, fails, failsAfter, serve } from "../../exchanges.mjs";

/**
 * The exchanges of a client of HTTP, with a server of Node.
 *
 * @param {object} client
 * @param {(url: string) => Promise<string>} client.text - The body of the answer.
 * @param {(url: string) => AsyncIterable<unknown> | Promise<AsyncIterable<unknown>>} client.stream - Its bits as they come.
 * @param {(url: string, ms: number) => Promise<unknown>} client.within - Gives up after `ms`.
 * @param {RegExp} client.dropped - How it says that the server hung up.
 * @param {RegExp} client.timedOut - How it says that it gave up.
 * @param {(listener: http.RequestListener) => import("node:net").Server} [createServer]
 * @returns {import("../../exchanges.mjs").Exchanges}
 */
export function httpClient({ text, stream, within, dropped, timedOut }, createServer = http.createServer) {
  const start = (dialogue) => serve(createServer(answers(dialogue)), 443);
  const origin = `${createServer === http.createServer ? "http" : "https"}://server:443`;
  return {
    async request() {
      await start();
      const answers = await Promise.all([text(`${origin}/a`), text(`${origin}/b`)]);
      assert.deepEqual(answers, ["/a", "/b"]);
    },
    async streaming() {
      const dialogue = new Dialogue();
      await start(dialogue);
      for await (const data of await stream(`${origin}/stream`)) dialogue.heard(data);
      dialogue.check();
    },
    async dropped() {
      await start();
      await fails(() => text(`${origin}/drop`), dropped);
    },
    async timeOut() {
      await start();
      await failsAfter(5, () => within(`${origin}/silent`, 5_000), timedOut);
    },
  };
}

/** @returns {http.RequestListener} */
function answers(dialogue) {
  return async (request, response) => {
    if (request.url === "/drop") return void request.socket.destroy();
    if (request.url === "/silent") return;
    if (request.url !== "/stream") return void response.end(request.url);
    for await (const word of dialogue.words()) response.write(word);
    response.end();
  };
}

import assert from "node:assert/strict";
import { once } from "node:events";
import http2 from "node:http2";
import { Dialogue, fails, failsAfter, serve } from "../../exchanges.mjs";

async function connected(answer) {
  const server = http2.createServer();
  server.on("sessionError", () => undefined);
  server.on("stream", (stream, headers) => {
    stream.on("error", () => undefined);
    answer(stream, headers);
  });
  await serve(server, 80);
  const session = http2.connect("http://server");
  session.on("error", () => undefined);
  return session;
}

async function textOf(stream) {
  let text = "";
  for await (const data of stream) text += String(data);
  return text;
}

/** @type {import("../../exchanges.mjs").Exchanges} */
export const exchanges = {
  async request() {
    const session = await connected((stream, headers) => stream.end(headers[":path"]));
    const answers = await Promise.all(["/a", "/b"].map((path) => textOf(session.request({ ":path": path }))));
    assert.deepEqual(answers, ["/a", "/b"]);
    session.close();
  },
  async streaming() {
    const dialogue = new Dialogue();
    const session = await connected(async (stream) => {
      for await (const word of dialogue.words()) stream.write(word);
      stream.end();
    });
    for await (const data of session.request()) dialogue.heard(data);
    dialogue.check();
    session.close();
  },
  async dropped() {
    const session = await connected((stream) => stream.session.socket.resetAndDestroy());
    await fails(() => textOf(session.request()), /ECONNRESET/);
  },
  async timeOut() {
    const session = await connected(() => undefined);
    const request = session.request();
    request.setTimeout(5_000, () => request.destroy(new Error("time-out")));
    await failsAfter(5, () => once(request, "response"), /time-out/);
    session.destroy();
  },
};

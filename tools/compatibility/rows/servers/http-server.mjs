import assert from "node:assert/strict";
import { Dialogue, fails, failsAfter } from "../../exchanges.mjs";

/**
 * The exchanges of a library for servers of HTTP, asked by `fetch()`. Its routes: `POST /double` doubles the `n` of a JSON body;
 * `GET /stream` answers with `words()`; `GET /drop` destroys the socket; `GET /silent` tells `closed` when the client is gone.
 *
 * @param {(routes: { words?: () => AsyncIterable<string>, closed?: () => void }) => Promise<unknown>} start - Listens at port 80 of the host `server`.
 * @returns {import("../../exchanges.mjs").Exchanges}
 */
export function httpServer(start) {
  return {
    async request() {
      await start({});
      const double = async (n) => {
        const headers = { "content-type": "application/json" };
        const response = await fetch("http://server/double", { method: "POST", headers, body: JSON.stringify({ n }) });
        return response.json();
      };
      assert.deepEqual(await Promise.all([double(2), double(21)]), [{ n: 4 }, { n: 42 }]);
    },
    async streaming() {
      const dialogue = new Dialogue();
      await start({ words: () => dialogue.words() });
      for await (const data of (await fetch("http://server/stream")).body) dialogue.heard(data);
      dialogue.check();
    },
    async dropped() {
      await start({});
      await fails(async () => (await fetch("http://server/drop")).text(), /other side closed|ECONNRESET/);
    },
    async timeOut() {
      let closed = () => undefined;
      const gone = new Promise((resolve) => {
        closed = resolve;
      });
      await start({ closed });
      await failsAfter(5, () => fetch("http://server/silent", { signal: AbortSignal.timeout(5_000) }), /TimeoutError/);
      await gone;
    },
  };
}

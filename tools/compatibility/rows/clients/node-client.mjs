import { once } from "node:events";

/** The client that `http` and `https` of Node are. */
export function nodeClient({ get }, options = {}) {
  const stream = async (url) => (await once(get(url, options), "response"))[0];
  return {
    stream,
    async text(url) {
      let text = "";
      for await (const data of await stream(url)) text += String(data);
      return text;
    },
    async within(url, timeout) {
      const request = get(url, { ...options, timeout });
      request.once("timeout", () => request.destroy(new Error("time-out")));
      await once(request, "response");
    },
    dropped: /socket hang up/,
    timedOut: /time-out/,
  };
}

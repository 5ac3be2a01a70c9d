import { request } from "undici";
import { httpClient } from "./http-client.mjs";

export const exchanges = httpClient({
  text: async (url) => (await request(url)).body.text(),
  stream: async (url) => (await request(url)).body,
  within: (url, headersTimeout) => request(url, { headersTimeout }),
  dropped: /UND_ERR_SOCKET/,
  timedOut: /UND_ERR_HEADERS_TIMEOUT/,
});

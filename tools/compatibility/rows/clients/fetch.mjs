import { httpClient } from "./http-client.mjs";

export const exchanges = httpClient({
  text: async (url) => (await fetch(url)).text(),
  stream: async (url) => (await fetch(url)).body,
  within: (url, ms) => fetch(url, { signal: AbortSignal.timeout(ms) }),
  dropped: /other side closed/,
  timedOut: /TimeoutError/,
});

import ky from "ky";
import { httpClient } from "./http-client.mjs";

const retry = 0;

export const exchanges = httpClient({
  text: (url) => ky(url, { retry }).text(),
  stream: async (url) => (await ky(url, { retry })).body,
  within: (url, timeout) => ky(url, { retry, timeout }).text(),
  dropped: /other side closed/,
  timedOut: /TimeoutError/,
});

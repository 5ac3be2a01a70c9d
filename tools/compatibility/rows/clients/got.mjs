import { got } from "got";
import { httpClient } from "./http-client.mjs";

const retry = { limit: 0 };

export const exchanges = httpClient({
  text: (url) => got(url, { retry }).text(),
  stream: (url) => got.stream(url, { retry }),
  within: (url, ms) => got(url, { retry, timeout: { request: ms } }).text(),
  dropped: /socket hang up/,
  timedOut: /TimeoutError/,
});

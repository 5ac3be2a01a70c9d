import axios from "axios";
import { httpClient } from "./http-client.mjs";

export const exchanges = httpClient({
  text: async (url) => (await axios.get(url)).data,
  stream: async (url) => (await axios.get(url, { responseType: "stream" })).data,
  within: (url, timeout) => axios.get(url, { timeout }),
  dropped: /socket hang up/,
  timedOut: /timeout of 5000ms exceeded/,
});

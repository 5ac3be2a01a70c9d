import https from "node:https";
import { cert, key } from "../../certificate.mjs";
import { httpClient } from "./http-client.mjs";
import { nodeClient } from "./node-client.mjs";

export const exchanges = httpClient(nodeClient(https, { ca: cert }), (listener) =>
  https.createServer({ cert, key }, listener),
);

import http from "node:http";
import { httpClient } from "./http-client.mjs";
import { nodeClient } from "./node-client.mjs";

export const exchanges = httpClient(nodeClient(http));

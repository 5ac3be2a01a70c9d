import { WebSocket } from "ws";
import { webSocketClient } from "./web-socket-client.mjs";

export const exchanges = webSocketClient((url, { handshakeTimeout } = {}) => new WebSocket(url, { handshakeTimeout }));

import { webSocketClient } from "./web-socket-client.mjs";

export const exchanges = webSocketClient((url) => new WebSocket(url));

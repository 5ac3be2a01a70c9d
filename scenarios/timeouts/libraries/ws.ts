import { once } from "node:events";
import { createServer } from "node:http";
import { WebSocket, WebSocketServer } from "ws";
import { type Library, limit } from "../library.ts";

export const ws: Library = {
  name: "ws",
  createServer: async (after) => {
    const server = createServer();
    new WebSocketServer({ server }).on("connection", (socket) => {
      socket.on("message", async (data) => {
        const [delay = 0, size = 0] = String(data as Buffer)
          .split("/")
          .map(Number);
        await after(delay);
        socket.send("x".repeat(size));
      });
    });
    return server;
  },
  open: async (port, host) => {
    const socket = new WebSocket(`ws://${host}:${port}`, { handshakeTimeout: limit * 1_000 });
    await once(socket, "open", timeouts());
    return {
      ask: async (delay, size) => {
        socket.send(`${delay}/${size}`);
        const [answer] = (await once(socket, "message", timeouts())) as [Buffer];
        return answer.length;
      },
      close: () => socket.terminate(),
    };
  },
};

/** `ws` limits the handshake only, and on Node's own sockets in real time. */
function timeouts(): { readonly signal: AbortSignal } {
  return { signal: AbortSignal.timeout(limit * 1_000) };
}

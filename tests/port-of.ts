import type { Server } from "#index";

/** The port of `server`. */
export function portOf(server: Server): number {
  const [socket] = server.sockets;
  if (socket === undefined) throw new Error("The server has no socket");
  return socket.port;
}

import type { Server } from "#index";

/** The port of `server`. */
export function portOf(server: Server): number {
  const name = server.sockets[0]?.getsockname();
  if (typeof name !== "object") throw new Error("The server has no port");
  return name.port;
}

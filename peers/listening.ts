import { type ClientConnected, startServer, type StreamServerSettings } from "#index";
import { portOf } from "../tests/port-of.ts";

/** Run `body` while a server of ours listens on loopback. All connections must have ended when `body` has. */
export async function whileListening(
  serve: ClientConnected,
  settings: StreamServerSettings,
  body: (port: number) => PromiseLike<void>,
): Promise<void> {
  const server = await startServer(serve, "127.0.0.1", 0, settings);
  try {
    await body(portOf(server));
  } catch (error) {
    server.abortClients();
    throw error;
  } finally {
    server.close();
    await server.waitClosed();
  }
}

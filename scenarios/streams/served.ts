import {
  openConnection,
  type Server,
  startServer,
  type StreamConnectionSettings,
  type StreamReader,
  type StreamServerSettings,
  type StreamWriter,
  type Wait,
} from "timeloom";

export const host = "127.0.0.1";

/** Serves one client. */
export type Handler = (reader: StreamReader, writer: StreamWriter) => Generator<Wait, void, void> | PromiseLike<void>;
/** The two ends of a connection, as the client has them. */
export type Client = readonly [reader: StreamReader, writer: StreamWriter];

/** Start a server that `handler` serves, connect one client to it, and leave nothing open afterwards. */
export async function served(
  handler: Handler,
  client: (...ends: Client) => PromiseLike<void>,
  settings: { readonly server?: StreamServerSettings; readonly client?: StreamConnectionSettings } = {},
): Promise<void> {
  const server = await startServer(handler, host, 0, settings.server);
  const [reader, writer] = await openConnection(host, portOf(server), settings.client);
  try {
    await client(reader, writer);
  } finally {
    writer.close();
    server.close();
    await server.waitClosed();
  }
}

export function portOf(server: Server): number {
  return server.sockets[0]?.port ?? 0;
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function text(data: Uint8Array): string {
  return new TextDecoder().decode(data);
}

/** As Python shows bytes. */
export function shown(data: Uint8Array): string {
  return `b${JSON.stringify(text(data)).replaceAll('"', "'")}`;
}

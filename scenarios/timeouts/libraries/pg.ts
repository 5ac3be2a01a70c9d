import { createServer, type Socket } from "node:net";
import { Client } from "pg";
import { type Library, limit, type Pause } from "../library.ts";

/** What is used of PGlite, whose types want those of a browser. */
interface Database {
  execProtocolRaw(message: Uint8Array): Promise<Uint8Array>;
}

let database: Database;

export const pg: Library = {
  name: "pg",
  prepare: async () => {
    const pglite: string = "@electric-sql/pglite";
    const { PGlite } = (await import(pglite)) as { readonly PGlite: { create(): Promise<Database> } };
    database = await PGlite.create();
  },
  createServer: async (after) => createServer((socket) => void serve(socket, after)),
  open: async (port, host) => {
    const timeouts = { query_timeout: limit * 1_000, connectionTimeoutMillis: limit * 1_000 };
    const client = new Client({ host, port, user: "postgres", database: "postgres", ...timeouts });
    await client.connect();
    return {
      ask: async (delay, size) => {
        const { rows } = await client.query(`select repeat('x', ${size}) as answer -- ${delay}`);
        return rows[0]?.answer.length ?? 0;
      },
      close: () => void client.end(),
    };
  },
};

/** PostgreSQL in WebAssembly, behind its protocol: the simple one, without parameters. */
async function serve(socket: Socket, after: Pause): Promise<void> {
  let isOpen = false;
  for await (const message of messagesOf(socket)) {
    if (!isOpen) {
      isOpen = true;
      socket.write(welcome);
    } else if (String.fromCharCode(message[0] ?? 0) === "X") socket.end();
    else {
      await after(Number(/-- (.*)\0$/.exec(String(message))?.[1]));
      socket.write(await database.execProtocolRaw(message));
    }
  }
}

async function* messagesOf(socket: Socket): AsyncGenerator<Buffer> {
  let received = Buffer.alloc(0);
  let head = 0; // the first message has no type
  for await (const data of socket as AsyncIterable<Buffer>) {
    received = Buffer.concat([received, data]);
    while (received.length >= head + 4) {
      const length = head + received.readInt32BE(head);
      if (received.length < length) break;
      yield received.subarray(0, length);
      received = received.subarray(length);
      head = 1;
    }
  }
}

function message(type: string, ...parts: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(`${part}\0`) : part)));
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const welcome = Buffer.concat([
  message("R", Buffer.alloc(4)), // no password
  message("S", "server_version", "17.0"),
  message("S", "client_encoding", "UTF8"),
  message("K", Buffer.alloc(8)),
  message("Z", Buffer.from("I")),
]);

import type { PGlite } from "@electric-sql/pglite";
import { createServer, type Server } from "node:net";

/**
 * A server that speaks PostgreSQL's protocol, before PGlite, for any number of connections. PGlite has one session: a statement runs to its
 * end before that of another connection begins, and nobody may begin a transaction.
 */
export function createPostgres(database: Pick<PGlite, "execProtocolRaw">): Server {
  return createServer((socket) => {
    let turn: Promise<void> = Promise.resolve();
    let received = Buffer.alloc(0);
    let isOpen = false;
    let statement: Buffer[] = [];
    socket.on("error", () => undefined);
    socket.on("data", (data: Buffer) => {
      received = Buffer.concat([received, data]);
      for (;;) {
        const head = isOpen ? 1 : 0; // the first messages of a connection have no type
        if (received.length < head + 4) return;
        const length = head + received.readInt32BE(head);
        if (received.length < length) return;
        const next = received.subarray(0, length);
        received = received.subarray(length);
        if (!isOpen) {
          isOpen = next.readInt32BE(4) !== sslRequest;
          socket.write(isOpen ? welcome : "N");
          continue;
        }
        const type = String.fromCharCode(next[0] ?? 0);
        if (type === "X") return void socket.end();
        statement.push(next);
        if (type !== "Q" && type !== "S") continue; // a statement in parts, until Sync
        const messages = Buffer.concat(statement);
        statement = [];
        turn = turn.then(async () => void socket.write(await database.execProtocolRaw(messages)));
      }
    });
  });
}

const sslRequest = 80_877_103;

const welcome = Buffer.concat([
  message("R", Buffer.alloc(4)), // no password
  message("S", "server_version", "17.0"),
  message("S", "client_encoding", "UTF8"),
  message("K", Buffer.alloc(8)),
  message("Z", Buffer.from("I")),
]);

function message(type: string, ...parts: readonly (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(`${part}\0`) : part)));
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

import { PGlite } from "@electric-sql/pglite";
import net from "node:net";
import { serve } from "../../exchanges.mjs";

let database;

/** PostgreSQL itself, in WebAssembly. It is made once: starting takes seconds, and its files outlive an execution. */
export async function setUp() {
  database = await PGlite.create();
  await database.exec(
    "create table accounts (name text primary key, amount int); insert into accounts values ('a', 1), ('b', 2)",
  );
}

/**
 * PGlite behind the protocol of PostgreSQL, at the host `server`. One connection has the database at a time.
 *
 * A query for `drop` destroys the socket, a query for `silence` is not answered.
 */
export function startPostgres() {
  return serve(
    net.createServer((socket) => {
      socket.on("error", () => undefined);
      let isOpen = false;
      let turn = Promise.resolve();
      let rest = Buffer.alloc(0);
      socket.on("data", (data) => {
        rest = Buffer.concat([rest, data]);
        for (;;) {
          const head = isOpen ? 1 : 0;
          if (rest.length < head + 4) return;
          const length = head + rest.readInt32BE(head);
          if (rest.length < length) return;
          const message = rest.subarray(0, length);
          rest = rest.subarray(length);
          if (!isOpen && message.readInt32BE(4) === sslRequest) {
            socket.write("N");
            continue;
          }
          if (!isOpen) {
            isOpen = true;
            socket.write(welcome);
            continue;
          }
          if (message[0] === 0x58) return void socket.end();
          if (message.includes("drop me")) return void socket.destroy();
          if (message.includes("silence")) return;
          turn = turn.then(async () => void socket.write(await database.execProtocolRaw(message)));
        }
      });
    }),
    5432,
  );
}

const sslRequest = 80_877_103;

function message(type, ...parts) {
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

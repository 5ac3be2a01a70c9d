import { PGlite } from "@electric-sql/pglite";
import { createServer, type Server } from "node:net";

let database: Promise<PGlite> | undefined;

/** PostgreSQL in WebAssembly, in this process. It starts once, which takes seconds; the tests share it. */
function openDatabase(): Promise<PGlite> {
  database ??= PGlite.create().then(async (made) => {
    await made.exec(`
      create table products (id text primary key, name text, price int, stock int);
      create table orders (id text primary key, product text)`);
    return made;
  });
  return database;
}

/** Call it before the first test. */
export async function startDatabase(): Promise<void> {
  await openDatabase();
}

/** The same data for each test. */
export async function resetDatabase(): Promise<void> {
  await (
    await openDatabase()
  ).exec(`
    rollback; truncate products, orders;
    insert into products values ('lamp', 'Lamp', 30, 5), ('chair', 'The last chair', 80, 1)`);
}

/**
 * A server that speaks PostgreSQL's protocol, before PGlite, for any number of connections. PGlite has one session: a statement runs to its end
 * before that of another connection begins, and a transaction keeps all others waiting.
 */
export async function createPostgres(): Promise<Server> {
  const pglite = await openDatabase();
  let turn: Promise<void> = Promise.resolve();
  return createServer((socket) => {
    let endTransaction: (() => void) | undefined;
    let received = Buffer.alloc(0);
    let isOpen = false;
    let batch: Buffer[] = [];
    let work: Promise<void> = Promise.resolve();

    const run = async (messages: Buffer): Promise<void> => {
      if (endTransaction === undefined) {
        const before = turn;
        turn = new Promise((resolve) => (endTransaction = resolve));
        await before;
      }
      const answer = await pglite.execProtocolRaw(messages);
      if (answer.at(-1) === idle) leave();
      socket.write(answer);
    };
    const leave = (): void => {
      endTransaction?.();
      endTransaction = undefined;
    };
    const leaveForGood = async (): Promise<void> => {
      await work;
      if (endTransaction !== undefined) await pglite.exec("rollback");
      leave();
    };

    socket.on("error", () => undefined);
    socket.on("close", () => void leaveForGood());
    socket.on("data", (data: Buffer) => {
      received = Buffer.concat([received, data]);
      for (;;) {
        const head = isOpen ? 1 : 0; // the first messages of a connection have no type
        if (received.length < head + 4) return;
        const length = head + received.readInt32BE(head);
        if (received.length < length) return;
        const message = received.subarray(0, length);
        received = received.subarray(length);
        if (!isOpen) {
          isOpen = message.readInt32BE(4) !== sslRequest;
          socket.write(isOpen ? welcome : "N");
          continue;
        }
        const type = String.fromCharCode(message[0] ?? 0);
        if (type === "X") return void socket.end();
        batch.push(message);
        if (type !== "Q" && type !== "S") continue; // a statement in parts, until Sync
        const messages = Buffer.concat(batch);
        batch = [];
        work = work.then(() => run(messages));
      }
    });
  });
}

const sslRequest = 80_877_103;
const idle = "I".charCodeAt(0); // the last byte of ReadyForQuery, outside of transactions

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

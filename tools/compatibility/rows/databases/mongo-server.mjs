import { BSON } from "mongodb";
import net from "node:net";
import { serve } from "../../exchanges.mjs";

/**
 * As much of the protocol of MongoDB as a client needs for `ping`, `insert` and `find`, with one document in each batch. `find` in the
 * collection `drop` ends the connection, in `silence` is not answered.
 */
export function startMongo() {
  const collections = new Map();
  return serve(
    net.createServer((socket) => {
      let input = Buffer.alloc(0);
      socket.on("error", () => undefined);
      socket.on("data", (data) => {
        input = Buffer.concat([input, data]);
        while (input.length >= 4 && input.length >= input.readInt32LE(0)) {
          const length = input.readInt32LE(0);
          take(socket, input.subarray(0, length), collections);
          input = input.subarray(length);
        }
      });
    }),
    27_017,
  );
}

const query = 2004;
const message = 2013;

function take(socket, bytes, collections) {
  const id = bytes.readInt32LE(4);
  if (bytes.readInt32LE(12) === query) {
    const head = Buffer.alloc(20); // flags, cursor, begin, how many
    head.writeInt32LE(1, 16);
    return void socket.write(framed(1, id, Buffer.concat([head, BSON.serialize(hello)])));
  }
  const command = commandOf(bytes);
  if (command.find === "drop") return void socket.destroy();
  if (command.find === "silence") return;
  const answer = BSON.serialize({ ok: 1, ...answerTo(command, collections) });
  socket.write(framed(message, id, Buffer.concat([Buffer.alloc(5), answer])));
}

/** The sections of a message, as one command. */
function commandOf(bytes) {
  let command = {};
  for (let at = 20; at < bytes.length;) {
    const kind = bytes[at];
    const length = bytes.readInt32LE(at + 1);
    const section = bytes.subarray(at + 1, at + 1 + length);
    if (kind === 0) command = { ...command, ...BSON.deserialize(section) };
    else command = { ...command, ...sequenceOf(section) };
    at += 1 + length;
  }
  return command;
}

function sequenceOf(section) {
  const end = section.indexOf(0, 4);
  const documents = [];
  for (let at = end + 1; at < section.length; at += section.readInt32LE(at)) {
    documents.push(BSON.deserialize(section.subarray(at, at + section.readInt32LE(at))));
  }
  return { [section.toString("utf8", 4, end)]: documents };
}

function answerTo({ hello: greeting, ismaster, insert, find, getMore, collection, documents }, collections) {
  if (greeting !== undefined || ismaster !== undefined) return hello;
  if (insert !== undefined) {
    collections.set(insert, [...(collections.get(insert) ?? []), ...documents]);
    return { n: documents.length };
  }
  if (find !== undefined) return { cursor: batch(find, 1, "firstBatch", collections) };
  if (getMore !== undefined) return { cursor: batch(collection, Number(getMore) + 1, "nextBatch", collections) };
  return {};
}

/** The `count`th document of a collection. The number of the cursor is how many have been sent. */
function batch(name, count, field, collections) {
  const all = collections.get(name) ?? [];
  return {
    id: BSON.Long.fromNumber(count < all.length ? count : 0),
    ns: `test.${name}`,
    [field]: all.slice(count - 1, count),
  };
}

const hello = {
  ok: 1,
  ismaster: true,
  isWritablePrimary: true,
  minWireVersion: 0,
  maxWireVersion: 21,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
};

function framed(kind, answers, body) {
  const head = Buffer.alloc(16);
  head.writeInt32LE(16 + body.length, 0);
  head.writeInt32LE(answers, 8);
  head.writeInt32LE(kind, 12);
  return Buffer.concat([head, body]);
}

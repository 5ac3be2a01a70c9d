import Decoder from "kafkajs/src/protocol/decoder.js";
import Encoder from "kafkajs/src/protocol/encoder.js";
import net from "node:net";
import { serve } from "../../exchanges.mjs";

/**
 * As much of the protocol of Kafka as one producer and one consumer in a group need: topics with one partition, in memory, and the oldest
 * version of each request. To send to the topic `drop` ends the connection; to `silence`, it is not answered.
 */
export function startKafka() {
  const topics = new Map();
  return serve(
    net.createServer((socket) => {
      let input = Buffer.alloc(0);
      socket.on("error", () => undefined);
      socket.on("data", (data) => {
        input = Buffer.concat([input, data]);
        while (input.length >= 4 && input.length >= 4 + input.readInt32BE(0)) {
          const end = 4 + input.readInt32BE(0);
          take(socket, new Decoder(input.subarray(4, end)), topics);
          input = input.subarray(end);
        }
      });
    }),
    9092,
  );
}

function take(socket, request, topics) {
  const api = request.readInt16();
  request.readInt16(); // the version: always the one that `apis` names, but for the question which ones there are
  const correlation = request.readInt32();
  request.readString(); // the client
  const send = (body) => {
    const answer = new Encoder().writeInt32(correlation).writeEncoder(body);
    socket.write(new Encoder().writeInt32(answer.size()).writeEncoder(answer).buffer);
  };
  answers[api]({ request, topics, send, socket });
}

/** The requests that are answered, each with its one version. */
const apis = new Map(Object.entries({ 0: 0, 1: 0, 2: 0, 3: 0, 8: 2, 9: 1, 10: 0, 11: 0, 12: 0, 13: 0, 14: 0, 18: 0 }));
const here = { node: 0, host: "server", port: 9092 };
const member = "member";

const answers = {
  0: ({ request, topics, send, socket }) => {
    request.readInt16(); // acknowledgements
    request.readInt32(); // time-out
    const [name] = request.readArray((topic) => {
      const sentTo = topic.readString();
      topic.readArray((partition) => {
        partition.readInt32();
        append(topics, sentTo, partition.readBytes());
      });
      return sentTo;
    });
    if (name === "drop") socket.destroy();
    else if (name !== "silence") {
      send(
        ofPartition(
          name,
          new Encoder()
            .writeInt32(0)
            .writeInt16(0)
            .writeInt64(messagesOf(topics, name).length - 1),
        ),
      );
    }
  },
  1: ({ request, topics, send }) => {
    request.readInt32(); // the replica
    const patienceMs = request.readInt32();
    request.readInt32(); // how many bytes at least
    const [{ name, offset }] = request.readArray((topic) => ({
      name: topic.readString(),
      offset: topic.readArray((partition) => {
        partition.readInt32();
        const from = Number(partition.readInt64());
        partition.readInt32();
        return from;
      })[0],
    }));
    const answer = () => {
      const messages = messagesOf(topics, name);
      const bytes = Buffer.concat(messages.slice(offset));
      const head = new Encoder().writeInt32(0).writeInt16(0).writeInt64(messages.length);
      send(ofPartition(name, head.writeInt32(bytes.length).writeBuffer(bytes)));
    };
    if (messagesOf(topics, name).length > offset) answer();
    else setTimeout(answer, patienceMs);
  },
  2: ({ request, send }) => {
    request.readInt32(); // the replica
    const [name] = request.readArray((topic) => topic.readString());
    send(ofPartition(name, new Encoder().writeInt32(0).writeInt16(0).writeInt32(1).writeInt64(0)));
  },
  3: ({ request, send }) => {
    const brokers = [new Encoder().writeInt32(here.node).writeString(here.host).writeInt32(here.port)];
    const topics = request
      .readArray((topic) => topic.readString())
      .map((name) => {
        const partition = new Encoder().writeInt16(0).writeInt32(0).writeInt32(here.node);
        partition.writeArray([here.node]).writeArray([here.node]);
        return new Encoder().writeInt16(0).writeString(name).writeArray([partition]);
      });
    send(new Encoder().writeArray(brokers).writeArray(topics));
  },
  8: ({ request, send }) => {
    request.readString(); // the group
    request.readInt32(); // the generation
    request.readString(); // the member
    request.readInt64(); // how long to keep it
    const [name] = request.readArray((topic) => topic.readString());
    send(ofPartition(name, new Encoder().writeInt32(0).writeInt16(0)));
  },
  9: ({ request, send }) => {
    request.readString(); // the group
    const [name] = request.readArray((topic) => topic.readString());
    send(ofPartition(name, new Encoder().writeInt32(0).writeInt64(-1).writeString("").writeInt16(0)));
  },
  10: ({ send }) => {
    send(new Encoder().writeInt16(0).writeInt32(here.node).writeString(here.host).writeInt32(here.port));
  },
  11: ({ request, send }) => {
    request.readString(); // the group
    request.readInt32(); // the time-out of its session
    request.readString(); // the member
    request.readString(); // the kind of the group
    const [{ name, metadata }] = request.readArray((protocol) => ({
      name: protocol.readString(),
      metadata: protocol.readBytes(),
    }));
    const joined = new Encoder().writeInt16(0).writeInt32(1).writeString(name).writeString(member).writeString(member);
    send(joined.writeArray([new Encoder().writeString(member).writeBytes(metadata)]));
  },
  12: ({ send }) => send(new Encoder().writeInt16(0)),
  13: ({ send }) => send(new Encoder().writeInt16(0)),
  14: ({ request, send }) => {
    request.readString(); // the group
    request.readInt32(); // the generation
    request.readString(); // the member
    const [assignment] = request.readArray((each) => {
      each.readString();
      return each.readBytes();
    });
    send(new Encoder().writeInt16(0).writeBytes(assignment));
  },
  18: ({ send }) => {
    const known = [...apis].map(([api, version]) => {
      return new Encoder().writeInt16(Number(api)).writeInt16(version).writeInt16(version);
    });
    send(new Encoder().writeInt16(0).writeArray(known).writeInt32(0));
  },
};

/** An answer about the one partition of a topic. */
function ofPartition(name, partition) {
  return new Encoder().writeArray([new Encoder().writeString(name).writeArray([partition])]);
}

function messagesOf(topics, name) {
  if (!topics.has(name)) topics.set(name, []);
  return topics.get(name);
}

/** Put the messages of a set at the end of a topic, with their places in it. */
function append(topics, name, set) {
  const messages = messagesOf(topics, name);
  for (let at = 0; at < set.length;) {
    const end = at + 12 + set.readInt32BE(at + 8);
    const message = Buffer.from(set.subarray(at, end));
    message.writeBigInt64BE(BigInt(messages.length));
    messages.push(message);
    at = end;
  }
}

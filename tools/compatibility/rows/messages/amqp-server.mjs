import { createRequire } from "node:module";
import net from "node:net";
import { serve } from "../../exchanges.mjs";

const require = createRequire(import.meta.url);
const inside = (name) => require(new URL(`../../node_modules/amqplib/lib/${name}.js`, import.meta.url).pathname);
const defs = inside("defs");
const { decodeFrame, makeBodyFrame, parseFrame, PROTOCOL_HEADER } = inside("frame");

/**
 * As much of AMQP 0-9-1 as a queue needs: messages go to the first consumer of the queue that their routing key names. A message to the
 * queue `drop` ends the connection. The frames are those of `amqplib`, whose client is the one that is tested.
 */
export function startAmqp() {
  return serve(
    net.createServer((socket) => new Peer(socket)),
    5672,
  );
}

class Peer {
  #input = Buffer.alloc(0);
  #greeted = false;
  /** @readonly */
  #consumers = new Map();
  #message;
  #delivered = 0;

  constructor(socket) {
    this.socket = socket;
    socket.on("error", () => undefined);
    socket.on("data", (data) => {
      this.#input = Buffer.concat([this.#input, data]);
      this.#read();
    });
  }

  #read() {
    if (!this.#greeted) {
      if (this.#input.length < PROTOCOL_HEADER.length) return;
      this.#input = this.#input.subarray(PROTOCOL_HEADER.length);
      this.#greeted = true;
      this.#send(0, defs.ConnectionStart, { versionMajor: 0, versionMinor: 9, serverProperties: {} });
    }
    for (let frame; (frame = parseFrame(this.#input));) {
      this.#input = frame.rest;
      this.#take(decodeFrame(frame));
    }
  }

  #take({ id, channel, fields, size, content }) {
    const answer = answers.get(id);
    if (answer !== undefined) this.#send(channel, answer[0], answer[1]);
    if (id === defs.QueueDeclare) {
      this.#send(channel, defs.QueueDeclareOk, { queue: fields.queue, messageCount: 0, consumerCount: 0 });
    } else if (id === defs.BasicConsume) {
      this.#consumers.set(fields.queue, channel);
      this.#send(channel, defs.BasicConsumeOk, { consumerTag: fields.queue });
    } else if (id === defs.BasicPublish) {
      this.#message = { ...fields, parts: [] };
    } else if (size !== undefined) {
      Object.assign(this.#message, { size, properties: fields });
    } else if (content !== undefined) {
      this.#message.parts.push(content);
      this.#deliver();
    }
  }

  #deliver() {
    const { routingKey, size, properties, parts } = this.#message;
    const body = Buffer.concat(parts);
    if (body.length < size) return;
    if (routingKey === "drop") return void this.socket.destroy();
    const channel = this.#consumers.get(routingKey);
    if (channel === undefined) return;
    this.#delivered += 1;
    const deliveryTag = this.#delivered;
    this.#send(channel, defs.BasicDeliver, {
      consumerTag: routingKey,
      deliveryTag,
      redelivered: false,
      exchange: "",
      routingKey,
    });
    this.socket.write(defs.encodeProperties(defs.BasicProperties, channel, size, properties));
    this.socket.write(makeBodyFrame(channel, body));
  }

  #send(channel, id, fields) {
    this.socket.write(defs.encodeMethod(id, channel, fields));
  }
}

/** What is always answered in the same way. */
const answers = new Map([
  [defs.ConnectionStartOk, [defs.ConnectionTune, { channelMax: 0, frameMax: 131_072, heartbeat: 0 }]],
  [defs.ConnectionOpen, [defs.ConnectionOpenOk, {}]],
  [defs.ConnectionClose, [defs.ConnectionCloseOk, {}]],
  [defs.ChannelOpen, [defs.ChannelOpenOk, {}]],
  [defs.ChannelClose, [defs.ChannelCloseOk, {}]],
]);

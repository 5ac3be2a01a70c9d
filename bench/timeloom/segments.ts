import assert from "node:assert/strict";
import { requireLoop } from "#core/context/current";
import { createFuture, createTask, type Future, run, type Wait } from "#index";
import type { Channel, ChannelReceiver } from "#net/channel";
import { network } from "#net/network";
import { type LinkSettings, simulatedWorld, virtualLoop } from "#testing";
import { now, type Program } from "../program.ts";

/** `n` segments of 64 bytes from one generator to another, over a link where they arrive at any time. */
export const arrivals: Program = (n) => segments(n, {});

/** The same with a latency of a millisecond: each segment is a timer. */
export const timers: Program = (n) => segments(n, { latency: [0.001] });

function segments(n: number, link: LinkSettings): Promise<number> {
  return run(
    function* (): Generator<Wait, number, void> {
      const net = requireLoop().service(network);
      const accepted = createFuture<Channel>();
      const listener = yield* net.listen(
        { address: "127.0.0.1", family: 4, port: 0 },
        { backlog: 1, accepted: (channel) => accepted.setResult(channel) },
      );
      const client = yield* net.connect(listener.endpoint);
      const server = yield* accepted;
      const inbox = new Inbox();
      server.open(inbox);
      client.open(new Inbox());
      const start = now();
      const reading = createTask(() => read(inbox, n));
      const writing = createTask(() => write(client, inbox, n));
      yield* writing;
      const bytes = yield* reading;
      const elapsed = now() - start;
      assert.equal(bytes, 64 * n);
      return elapsed;
    },
    {
      loopFactory: virtualLoop({ io: "forbid", maxIterations: Infinity, world: simulatedWorld({ link }) }),
    },
  );
}

/** Writes a segment whenever the one before it was read. */
function* write(channel: Channel, inbox: Inbox, n: number): Generator<Wait, void, void> {
  const data = new Uint8Array(64);
  for (let sent = 0; sent < n; sent += 1) {
    channel.write(data);
    yield* inbox.read;
    inbox.read = createFuture();
  }
}

function* read(inbox: Inbox, n: number): Generator<Wait, number, void> {
  let bytes = 0;
  for (let count = 0; count < n; count += 1) {
    bytes += yield* inbox.next();
    inbox.read.setResult(undefined);
  }
  return bytes;
}

/** Hands what arrives to the task that waits for it. */
class Inbox implements ChannelReceiver {
  read: Future<void> = createFuture();
  #waiting: Future<number> | undefined = undefined;

  next(): Future<number> {
    this.#waiting = createFuture<number>();
    return this.#waiting;
  }

  received(data: Uint8Array): void {
    this.#waiting?.setResult(data.length);
  }

  ended(): void {}
  sent(): void {}
  closed(): void {}
}

import assert from "node:assert/strict";
import {
  createConnection,
  createFuture,
  createServer,
  type Future,
  gather,
  Protocol,
  run,
  type Server,
  sleep,
  type Transport,
  type Wait,
} from "#index";
import { bytesInUse } from "../floor/sockets.ts";
import { now, type Program } from "../program.ts";

/** `n` round trips of 64 bytes on one connection, by a generator. */
export const echoGen: Program = (n) =>
  run(function* (): Generator<Wait, number, void> {
    const server = yield* createServer(() => new Echo(), "127.0.0.1", 0);
    const [transport, client] = yield* createConnection(() => new Replies(), "127.0.0.1", portOf(server));
    const start = now();
    for (let i = 0; i < n; i += 1) {
      transport.write(message);
      yield* client.next();
    }
    const elapsed = now() - start;
    assert.equal(client.received, 64 * n);
    end(server, transport);
    return elapsed;
  });

/** {@inheritDoc echoGen} But by an async function. */
export const echoNative: Program = (n) =>
  run(async () => {
    const server = await createServer(() => new Echo(), "127.0.0.1", 0);
    const [transport, client] = await createConnection(() => new Replies(), "127.0.0.1", portOf(server));
    const start = now();
    for (let i = 0; i < n; i += 1) {
      transport.write(message);
      await client.next();
    }
    const elapsed = now() - start;
    assert.equal(client.received, 64 * n);
    end(server, transport);
    return elapsed;
  });

/** `n` pieces of 64 KiB on one connection. */
export const throughput: Program = (n) =>
  run(async () => {
    const sink = new Sink(n * 65_536);
    const server = await createServer(() => sink, "127.0.0.1", 0);
    const [transport, client] = await createConnection(() => new Writer(), "127.0.0.1", portOf(server));
    const piece = new Uint8Array(65_536);
    const start = now();
    for (let i = 0; i < n; i += 1) {
      transport.write(piece);
      if (client.writable !== undefined) await client.writable;
    }
    await sink.full;
    const elapsed = now() - start;
    end(server, transport);
    return elapsed;
  });

/** Bytes that `n` idle connections take, both ends. */
export const idle: Program = (n) =>
  run(async () => {
    const served: Protocol[] = [];
    const server = await createServer(
      () => {
        const protocol = new Protocol();
        served.push(protocol);
        return protocol;
      },
      "127.0.0.1",
      0,
    );
    const before = bytesInUse();
    const transports: Transport[] = [];
    for (let i = 0; i < n; i += 1) {
      const [transport] = await createConnection(() => new Protocol(), "127.0.0.1", portOf(server));
      transports.push(transport);
    }
    while (served.length < n) await sleep(0);
    await sleep(0.01);
    const bytes = bytesInUse() - before;
    for (const transport of transports) transport.abort();
    server.close();
    await server.waitClosed();
    return bytes;
  });

/** `n` connections at once, on each of which 1 MiB goes there and back. Nothing may be lost, and memory stays bounded. */
export const crowd: Program = (n) =>
  run(async () => {
    const server = await createServer(() => new Echo(), "127.0.0.1", 0, { backlog: 1_024 });
    const before = process.memoryUsage().rss;
    let peak = 0;
    const start = now();
    const visit = async (): Promise<void> => {
      const [transport, client] = await createConnection(() => new Visitor(), "127.0.0.1", portOf(server));
      for (let sent = 0; sent < visitBytes; sent += visitPiece.length) {
        transport.write(visitPiece);
        if (client.writable !== undefined) await client.writable;
      }
      await client.all;
      peak = Math.max(peak, process.memoryUsage.rss());
      transport.close();
    };
    await gather(...Array.from({ length: n }, () => visit));
    const elapsed = now() - start;
    assert(peak - before < mostBytes, `${peak - before} bytes for ${n} connections`);
    server.close();
    return elapsed;
  });

class Echo extends Protocol {
  #transport: Transport | undefined;

  override connectionMade(transport: Transport): void {
    this.#transport = transport;
  }

  override dataReceived(data: Uint8Array): void {
    this.#transport?.write(data);
  }

  override pauseWriting(): void {
    this.#transport?.pauseReading();
  }

  override resumeWriting(): void {
    this.#transport?.resumeReading();
  }
}

class Replies extends Protocol {
  received = 0;
  #awaited: Future<void> | undefined;

  next(): Future<void> {
    return (this.#awaited = createFuture<void>());
  }

  override dataReceived({ length }: Uint8Array): void {
    this.received += length;
    this.#awaited?.setResult();
  }
}

class Sink extends Protocol {
  readonly full: Future<void> = createFuture();
  #left: number;

  constructor(size: number) {
    super();
    this.#left = size;
  }

  override dataReceived({ length }: Uint8Array): void {
    this.#left -= length;
    if (this.#left === 0) this.full.setResult();
  }
}

class Writer extends Protocol {
  writable: Future<void> | undefined = undefined;

  override pauseWriting(): void {
    this.writable = createFuture();
  }

  override resumeWriting(): void {
    this.writable?.setResult();
    this.writable = undefined;
  }
}

class Visitor extends Writer {
  readonly all: Future<void> = createFuture();
  #left = visitBytes;

  override dataReceived(data: Uint8Array): void {
    assert.equal(data[0], (visitBytes - this.#left) % 256);
    this.#left -= data.length;
    if (this.#left === 0) this.all.setResult();
  }
}

function portOf(server: Server): number {
  const name = server.sockets[0]?.getsockname();
  assert(typeof name === "object");
  return name.port;
}

function end(server: Server, transport: Transport): void {
  transport.abort();
  server.close();
}

const message = new Uint8Array(64);
const visitBytes = 1_048_576;
const visitPiece = Uint8Array.from({ length: 16_384 }, (_, i) => i % 256);
const mostBytes = 256 * 1_048_576;

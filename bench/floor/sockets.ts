import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { collectGarbage, now, type Program } from "../program.ts";

/** `n` round trips of 64 bytes on one connection, by `node:net` and promises. */
export const echo: Program = (n) =>
  listening((socket) => socket.on("data", (data) => socket.write(data))).with(async (port) => {
    const socket = await connected(port);
    let received: () => void = () => undefined;
    socket.on("data", () => received());
    const message = new Uint8Array(64);
    const start = now();
    for (let i = 0; i < n; i += 1) {
      const reply = new Promise<void>((resolve) => (received = resolve));
      socket.write(message);
      await reply;
    }
    const elapsed = now() - start;
    assert.equal(socket.bytesRead, 64 * n);
    socket.destroy();
    return elapsed;
  });

/** `n` pieces of 64 KiB on one connection, by `node:net` and promises. */
export const throughput: Program = (n) => {
  let left = n * 65_536;
  let arrived: () => void = () => undefined;
  const all = new Promise<void>((resolve) => (arrived = resolve));
  const server = listening((socket) =>
    socket.on("data", ({ length }) => {
      left -= length;
      if (left === 0) arrived();
    }),
  );
  return server.with(async (port) => {
    const socket = await connected(port);
    const piece = new Uint8Array(65_536);
    const start = now();
    for (let i = 0; i < n; i += 1) if (!socket.write(piece)) await once(socket, "drain");
    await all;
    const elapsed = now() - start;
    socket.destroy();
    return elapsed;
  });
};

/** Bytes that `n` idle connections take, both ends. */
export const idle: Program = (n) => {
  const served: Socket[] = [];
  return listening((socket) => served.push(socket)).with(async (port) => {
    const before = bytesInUse();
    const sockets: Socket[] = [];
    for (let i = 0; i < n; i += 1) sockets.push(await connected(port));
    while (served.length < n) await new Promise((resolve) => setImmediate(resolve));
    const bytes = bytesInUse() - before;
    for (const socket of [...sockets, ...served]) socket.destroy();
    return bytes;
  });
};

function listening(accepted: (socket: Socket) => unknown): {
  readonly with: <T>(body: (port: number) => Promise<T>) => Promise<T>;
} {
  const server: Server = createServer({ noDelay: true }, accepted);
  return {
    async with(body) {
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      const result = await body((server.address() as AddressInfo).port);
      server.close();
      return result;
    },
  };
}

async function connected(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  return socket;
}

/** Of the heap, and what it holds outside. */
export function bytesInUse(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

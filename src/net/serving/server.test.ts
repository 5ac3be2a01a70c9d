import { describe, expect, it } from "vitest";
import {
  CancelledError,
  createConnection,
  createFuture,
  createServer,
  createTask,
  getRunningLoop,
  RuntimeError,
  type Server,
  sleep,
} from "#index";
import { noHandleLeft } from "../../../tests/no-handle-left.ts";
import { Peer } from "../../../tests/peer.ts";
import { portOf } from "../../../tests/port-of.ts";
import { worlds } from "../../../tests/worlds.ts";

noHandleLeft();

/** A server whose peers are kept, and told as soon as they are there. */
class Kept {
  readonly peers: Peer[] = [];
  readonly #awaited: (() => void)[] = [];

  readonly factory = (): Peer => {
    const peer = new Peer({ echoes: true });
    this.peers.push(peer);
    for (const wake of this.#awaited.splice(0)) wake();
    return peer;
  };

  /** Wait for `count` peers. */
  async have(count: number): Promise<void> {
    while (this.peers.length < count) {
      const next = createFuture<void>();
      this.#awaited.push(() => next.setResult());
      await next;
    }
  }
}

async function connected(server: Server): Promise<Peer> {
  const [, client] = await createConnection(() => new Peer(), "127.0.0.1", portOf(server));
  return client;
}

describe.each(worlds)("Server in the $name world", (world) => {
  it("serves when it was made, and tells where", () =>
    world.run(async () => {
      const server = await createServer(() => new Peer(), "127.0.0.1", 0);

      expect(server.isServing()).toBe(true);
      expect(server.getLoop()).toBe(getRunningLoop());
      expect(server.sockets.map((socket) => socket.getsockname())).toEqual([
        { address: "127.0.0.1", port: portOf(server), family: 4 },
      ]);
      expect(String(server)).toBe(`<Server sockets=(127.0.0.1:${portOf(server)})>`);
      server.close();
      expect(server.isServing()).toBe(false);
      expect(server.sockets).toEqual([]);
      server.close();
      await server.waitClosed();
    }));

  it("with startServing: false serves once it is told to", () =>
    world.run(async () => {
      const server = await createServer(() => new Peer({ echoes: true }), "127.0.0.1", 0, { startServing: false });
      expect(server.isServing()).toBe(false);

      await server.startServing();
      await server.startServing();

      expect(server.isServing()).toBe(true);
      const client = await connected(server);
      client.write("x");
      expect(await client.receives(1)).toBe("x");
      client.transport.close();
      await client.lost;
      server.close();
      await server.waitClosed();
    }));

  it("serveForever() serves until it is cancelled, then closes", () =>
    world.run(async () => {
      const server = await createServer(() => new Peer(), "127.0.0.1", 0, { startServing: false });
      const serving = createTask(server.serveForever());
      while (!server.isServing() || server.sockets.length === 0) await sleep(0);

      serving.cancel();

      await expect(serving).rejects.toBeInstanceOf(CancelledError);
      expect(server.isServing()).toBe(false);
    }));

  it("serveForever() ends with a cancellation if the server is closed", () =>
    world.run(async () => {
      const server = await createServer(() => new Peer(), "127.0.0.1", 0);
      const serving = createTask(server.serveForever());
      await sleep(0);

      server.close();

      await expect(serving).rejects.toBeInstanceOf(CancelledError);
    }));

  it("serveForever() is refused while somebody serves, and of a closed server", () =>
    world.run(async () => {
      const server = await createServer(() => new Peer(), "127.0.0.1", 0);
      const serving = createTask(server.serveForever());
      await sleep(0);

      await expect(createTask(server.serveForever())).rejects.toThrow(
        /^server <Server sockets=\(.*\)> is already being awaited on serve_forever\(\)\n {2}hint: /,
      );
      serving.cancel();
      await expect(serving).rejects.toBeInstanceOf(CancelledError);
      await expect(createTask(server.serveForever())).rejects.toThrow(/^server <Server sockets=\(\)> is closed\n/);
      await expect(createTask(server.startServing())).rejects.toBeInstanceOf(RuntimeError);
    }));

  it("leaves its connections open when it is closed", () =>
    world.run(async () => {
      const kept = new Kept();
      const server = await createServer(kept.factory, "127.0.0.1", 0);
      const client = await connected(server);
      await kept.have(1);

      server.close();
      client.write("still there");

      expect(await client.receives(11)).toBe("still there");
      client.transport.close();
      await client.lost;
      await server.waitClosed();
    }));

  it("waitClosed() waits for its connections, and for close() (gh-104344, gh-113538)", () =>
    world.run(async () => {
      const kept = new Kept();
      const server = await createServer(kept.factory, "127.0.0.1", 0);
      const waiting = createTask(server.waitClosed());
      const client = await connected(server);
      await kept.have(1);

      client.transport.close();
      await client.lost;
      await kept.peers[0]?.lost;
      await sleep(0.01);
      expect(waiting.done()).toBe(false); // no connection is left, but it is not closed

      const second = await connected(server);
      await kept.have(2);
      server.close();
      await sleep(0.01);
      expect(waiting.done()).toBe(false); // it is closed, but a connection is left

      second.transport.close();
      await waiting;
      await server.waitClosed();
      await second.lost;
    }));

  it.each(["closeClients", "abortClients"] as const)(
    "%s() ends idle connections, so that waitClosed() returns",
    (end) =>
      world.run(async () => {
        const kept = new Kept();
        const server = await createServer(kept.factory, "127.0.0.1", 0);
        const clients = [await connected(server), await connected(server)];
        await kept.have(2);

        server.close();
        server[end]();
        await server.waitClosed();

        for (const client of clients) await client.lost;
        expect(kept.peers.map(({ events }) => events)).toEqual([
          ["made", "lost"],
          ["made", "lost"],
        ]);
      }),
  );

  it("closeClients() sends what is buffered; abortClients() does not", () =>
    world.run(async () => {
      const size = 4_000_000;
      for (const end of ["closeClients", "abortClients"] as const) {
        const kept = new Kept();
        const server = await createServer(kept.factory, "127.0.0.1", 0);
        const client = await connected(server);
        await kept.have(1);
        client.transport.pauseReading();
        kept.peers[0]?.transport.write(new Uint8Array(size));

        server.close();
        server[end]();
        client.transport.resumeReading();
        await server.waitClosed();
        await client.lost;

        expect(client.text.length === size).toBe(end === "closeClients");
      }
    }));

  it("accepts no more when it is closed", () =>
    world.run(async () => {
      const server = await createServer(() => new Peer(), "127.0.0.1", 0);
      const port = portOf(server);

      server.close();

      await expect(createTask(createConnection(() => new Peer(), "127.0.0.1", port))).rejects.toMatchObject({
        code: "ECONNREFUSED",
      });
    }));

  it("can listen at the same port again at once", () =>
    world.run(async () => {
      const first = await createServer(() => new Peer(), "127.0.0.1", 0);
      const port = portOf(first);
      first.close();

      const second = await createServer(() => new Peer(), "127.0.0.1", port);

      expect(portOf(second)).toBe(port);
      second.close();
      await second.waitClosed();
    }));

  it("is closed at the end of an `await using` block", () =>
    world.run(async () => {
      let server: Server;
      {
        await using used = await createServer(() => new Peer(), "127.0.0.1", 0);
        server = used;
        expect(server.isServing()).toBe(true);
      }
      expect(server.isServing()).toBe(false);
    }));

  it("reports a protocol factory that throws, and goes on", () =>
    world.run(async () => {
      const reports: unknown[] = [];
      getRunningLoop().setExceptionHandler((_, report) => reports.push(report.message, report.exception));
      const failure = new Error("no protocol today");
      let fails = true;
      const factory = (): Peer => {
        if (!fails) return new Peer({ echoes: true });
        fails = false;
        throw failure;
      };
      const server = await createServer(factory, "127.0.0.1", 0);

      const refused = await connected(server);
      await refused.lost;
      const client = await connected(server);
      client.write("x");
      expect(await client.receives(1)).toBe("x");

      expect(reports).toEqual(["Error on transport creation for incoming connection", failure]);
      client.transport.close();
      await client.lost;
      server.close();
      await server.waitClosed();
    }));
});

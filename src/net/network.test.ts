import { describe, expect, it } from "vitest";
import { CancelledError, createFuture, createTask, currentTask } from "#index";
import type { Channel } from "#net/channel";
import type { Address, Listener, ListenSettings } from "#net/network";
import {
  anyPort,
  bytes,
  closePair,
  connectedPair,
  failureOf,
  Journal,
  networkHere,
  quiet,
} from "../../tests/journal.ts";
import { worlds } from "../../tests/worlds.ts";

const nobody: ListenSettings = { backlog: 5, accepted: (channel) => channel.destroy(false) };
const at = (port: number, address = "127.0.0.1"): Address & { port: number } => ({ address, family: 4, port });

function portOf(listener: Listener): number {
  return "port" in listener.endpoint ? listener.endpoint.port : -1;
}

describe.each(worlds)("the $name network", (world) => {
  describe("lookup()", () => {
    it("knows its own host", () =>
      world.run(async () => {
        const found = await networkHere().lookup("localhost", { family: 4 });
        expect(found.map(({ address, family }) => [address, family])).toContainEqual(["127.0.0.1", 4]);
      }));

    it("takes addresses as they are", () =>
      world.run(async () => {
        expect(await networkHere().lookup("10.1.2.3", { family: 0 })).toEqual([{ address: "10.1.2.3", family: 4 }]);
        expect(await networkHere().lookup("::1", { family: 0 })).toEqual([{ address: "::1", family: 6 }]);
      }));

    it("fails as Node's does for a name that nobody has", () =>
      world.run(async () => {
        expect(await failureOf(networkHere().lookup("no-such-host.invalid", { family: 0 }))).toEqual({
          message: "getaddrinfo ENOTFOUND no-such-host.invalid",
          code: "ENOTFOUND",
          syscall: "getaddrinfo",
          hostname: "no-such-host.invalid",
        });
      }));
  });

  describe("listen() and connect()", () => {
    it("give a free port for 0, another one each time", () =>
      world.run(async () => {
        const listeners = [await networkHere().listen(anyPort, nobody), await networkHere().listen(anyPort, nobody)];
        const ports = listeners.map(portOf);
        expect(new Set(ports).size).toBe(2);
        expect(Math.min(...ports)).toBeGreaterThan(1023);
        for (const listener of listeners) listener.close();
      }));

    it("refuse a port that is in use, also by a listener on all addresses", () =>
      world.run(async () => {
        const listener = await networkHere().listen(at(0, "0.0.0.0"), nobody);
        const port = portOf(listener);
        for (const address of ["0.0.0.0", "127.0.0.1"]) {
          expect(await failureOf(networkHere().listen(at(port, address), nobody))).toEqual({
            message: `listen EADDRINUSE: address already in use ${address}:${port}`,
            code: "EADDRINUSE",
            syscall: "listen",
            address,
            port,
          });
        }
        listener.close();
        (await networkHere().listen(at(port), nobody)).close();
      }));

    it("refuse an address that the host does not have", () =>
      world.run(async () => {
        expect(await failureOf(networkHere().listen(at(0, "203.0.113.7"), nobody))).toMatchObject({
          code: "EADDRNOTAVAIL",
          syscall: "listen",
        });
      }));

    it("reach a listener on all addresses", () =>
      world.run(async () => {
        const pair = await connectedPair(at(0, "0.0.0.0"));
        expect(pair.listener.endpoint).toMatchObject({ address: "0.0.0.0", family: 4 });
        await closePair(pair);
      }));

    it("refuse a connection where nobody listens, or nobody listens any more", () =>
      world.run(async () => {
        const listener = await networkHere().listen(anyPort, nobody);
        const port = portOf(listener);
        listener.close();
        expect(await failureOf(networkHere().connect(at(port)))).toEqual({
          message: `connect ECONNREFUSED 127.0.0.1:${port}`,
          code: "ECONNREFUSED",
          syscall: "connect",
          address: "127.0.0.1",
          port,
        });
      }));

    it("leave open what was accepted when the listener closes", () =>
      world.run(async () => {
        const pair = await connectedPair();
        pair.listener.close();
        pair.client.write(bytes("still here"));
        await pair.atServer.untilText("still here");
        expect(pair.atServer.text).toBe("still here");
        await closePair(pair);
      }));

    it("connect from the address and port that they are told", () =>
      world.run(async () => {
        const free = await networkHere().listen(anyPort, nobody);
        const port = portOf(free);
        free.close();
        const accepted = createFuture<Channel>();
        const listener = await networkHere().listen(anyPort, {
          backlog: 1,
          accepted: (one) => accepted.setResult(one),
        });
        const client = await networkHere().connect(listener.endpoint, { address: "127.0.0.1", port });
        const server = await accepted;
        expect(server.info("peername")).toMatchObject({ address: "127.0.0.1", port });
        const [atClient, atServer] = [new Journal(), new Journal()];
        client.open(atClient);
        server.open(atServer);
        await closePair({ client, server, atClient, atServer, listener });
      }));

    it("make a connection for each of many", () =>
      world.run(async () => {
        const ends: Channel[] = [];
        const all = createFuture<void>();
        const listener = await networkHere().listen(anyPort, {
          backlog: 100,
          accepted: (channel) => {
            ends.push(channel);
            if (ends.length === 50) all.setResult(undefined);
          },
        });
        const clients = await Promise.all(Array.from({ length: 50 }, () => networkHere().connect(listener.endpoint)));
        await all;
        expect([clients.length, ends.length]).toEqual([50, 50]);
        expect(new Set(ends.map((end) => JSON.stringify(end.info("peername")))).size).toBe(50);
        listener.close();
        for (const channel of [...clients, ...ends]) {
          channel.open(new Journal());
          channel.destroy(true);
        }
        await quiet();
      }));

    it("give a connection up that is cancelled", () =>
      world.run(async () => {
        const journals: Journal[] = [];
        const accepted = (channel: Channel): void => {
          const journal = new Journal();
          journals.push(journal);
          channel.open(journal);
        };
        const listener = await networkHere().listen(anyPort, { backlog: 5, accepted });
        const connecting = networkHere().connect(listener.endpoint);
        connecting.cancel();
        await expect(connecting).rejects.toBeInstanceOf(CancelledError);
        await quiet();
        for (const journal of journals) await journal.until(() => journal.events.length > 0);
        listener.close();
      }));
  });

  describe("a Unix socket", () => {
    it("connects within a host, and has no address", () =>
      world.run(async () => {
        const path = `/tmp/timeloom-${process.pid}-a.sock`;
        const pair = await connectedPair({ path });
        expect(pair.listener.endpoint).toEqual({ path });
        pair.client.write(bytes("hello"));
        await pair.atServer.untilText("hello");
        await closePair(pair);
        expect(await failureOf(networkHere().connect({ path }))).toEqual({
          message: `connect ENOENT ${path}`,
          code: "ENOENT",
          syscall: "connect",
          address: path,
        });
      }));

    it("belongs to whoever listens last", () =>
      world.run(async () => {
        const path = `/tmp/timeloom-${process.pid}-b.sock`;
        const before = await networkHere().listen({ path }, nobody);
        const pair = await connectedPair({ path });
        before.close();
        pair.client.write(bytes("hello"));
        await pair.atServer.untilText("hello");
        expect(pair.atServer.text).toBe("hello");
        await closePair(pair);
      }));
  });

  describe("adopt()", () => {
    it("gives the channel of a socket, and refuses what is none", () =>
      world.run(async () => {
        const pair = await connectedPair();
        expect(() => networkHere().adopt({})).toThrow(TypeError);
        await closePair(pair);
      }));
  });

  it("runs callbacks of the listener and of channels outside of tasks", () =>
    world.run(async () => {
      const tasks: unknown[] = [];
      const accepted = createFuture<Channel>();
      const listener = await networkHere().listen(anyPort, {
        backlog: 5,
        accepted: (channel) => {
          tasks.push(currentTask());
          accepted.setResult(channel);
        },
      });
      const connecting = createTask(() => networkHere().connect(listener.endpoint));
      const [client, server] = [await connecting, await accepted];
      const [atClient, atServer] = [new Journal(), new Journal()];
      client.open(atClient);
      server.open(atServer);
      await closePair({ client, server, atClient, atServer, listener });
      expect(tasks).toEqual([null]);
    }));
});

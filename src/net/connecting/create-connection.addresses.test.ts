import { describe, expect, it } from "vitest";
import { createConnection, createServer, createTask, type Server } from "#index";
import { noHandleLeft } from "../../../tests/no-handle-left.ts";
import { Peer } from "../../../tests/peer.ts";
import { portOf } from "../../../tests/port-of.ts";
import { worlds } from "../../../tests/worlds.ts";

noHandleLeft();

async function closed(server: Server): Promise<void> {
  server.abortClients();
  server.close();
  await server.waitClosed();
}

/** A port at which nobody listens. */
async function freePort(): Promise<number> {
  const server = await createServer(() => new Peer(), "127.0.0.1", 0);
  const port = portOf(server);
  await closed(server);
  return port;
}

describe.each(worlds)("addresses of a connection in the $name world", (world) => {
  it("are of both kinds for a server without a host", () =>
    world.run(async () => {
      const port = await freePort();
      const server = await createServer(() => new Peer({ echoes: true }), null, port);

      for (const host of ["127.0.0.1", "::1"]) {
        const [transport, client] = await createConnection(() => new Peer(), host, port);
        client.write(host);
        expect(await client.receives(host.length)).toBe(host);
        expect(transport.getExtraInfo("peername")).toMatchObject({ address: host, port });
        transport.close();
        await client.lost;
      }
      await closed(server);
    }));

  it("come from the port that is asked for, if nobody listens there and the host has the address", () =>
    world.run(async () => {
      const server = await createServer(() => new Peer(), "127.0.0.1", 0);
      const port = await freePort();
      const connect = (...localAddr: [string, number]): ReturnType<typeof createConnection> =>
        createConnection(() => new Peer(), "127.0.0.1", portOf(server), { localAddr });

      const [transport] = await connect("127.0.0.1", port);
      expect(transport.getExtraInfo("sockname")).toMatchObject({ address: "127.0.0.1", port });

      const taken = { code: "EADDRINUSE", syscall: "bind", address: "127.0.0.1", port: portOf(server) };
      await expect(createTask(connect("127.0.0.1", portOf(server)))).rejects.toMatchObject(taken);
      const foreign = { code: "EADDRNOTAVAIL", syscall: "bind", address: "192.0.2.7" };
      await expect(createTask(connect("192.0.2.7", 0))).rejects.toMatchObject(foreign);
      transport.abort();
      await closed(server);
    }));

  it("come from the own addresses of a name that are of the kind of the peer", () =>
    world.run(async () => {
      const server = await createServer(() => new Peer(), "127.0.0.1", 0);
      const settings = { localAddr: ["localhost", 0] } as const;

      const [transport] = await createConnection(() => new Peer(), "127.0.0.1", portOf(server), settings);

      expect(transport.getExtraInfo("sockname")).toMatchObject({ address: "127.0.0.1" });
      transport.abort();
      await closed(server);
    }));

  it("are those of several hosts for a server", () =>
    world.run(async () => {
      const server = await createServer(() => new Peer(), ["127.0.0.1", "::1"], 0);

      expect(server.sockets.map((socket) => socket.getsockname())).toMatchObject([
        { address: "127.0.0.1" },
        { address: "::1" },
      ]);
      await closed(server);
    }));
});

import { describe, expect, it } from "vitest";
import { createConnection, createServer, createTask, type ServerSettings, ValueError } from "#index";
import { noHandleLeft } from "../../../tests/no-handle-left.ts";
import { Peer } from "../../../tests/peer.ts";
import { portOf } from "../../../tests/port-of.ts";
import { worlds } from "../../../tests/worlds.ts";

noHandleLeft();

describe.each(worlds)("createServer() in the $name world", (world) => {
  it("listens at several addresses, once at each", () =>
    world.run(async () => {
      const hosts = ["127.0.0.1", "127.0.0.2", "127.0.0.1"];

      const server = await createServer(() => new Peer(), hosts, 0);

      const names = server.sockets.map((socket) => socket.getsockname());
      expect(names).toMatchObject([{ address: "127.0.0.1" }, { address: "127.0.0.2" }]);
      server.close();
      await server.waitClosed();
    }));

  it("listens at every address of the host without a name", () =>
    world.run(async () => {
      const server = await createServer(() => new Peer({ echoes: true }), null, 0, { family: 4 });

      expect(server.sockets[0]?.getsockname()).toMatchObject({ address: "0.0.0.0" });
      const [transport, client] = await createConnection(() => new Peer(), "127.0.0.1", portOf(server));
      transport.close();
      await client.lost;
      server.close();
      await server.waitClosed();
    }));

  it("listens at the same port of every address, of both kinds", () =>
    world.run(async () => {
      const first = await createServer(() => new Peer(), null, 0, { family: 4 });
      const port = portOf(first);
      first.close();
      await first.waitClosed();

      const server = await createServer(() => new Peer(), null, port);

      expect(server.sockets.map((socket) => socket.port)).toEqual(server.sockets.map(() => port));
      server.close();
      await server.waitClosed();
    }));

  it("fails where somebody listens, listens nowhere then, and says what to do", () =>
    world.run(async () => {
      const first = await createServer(() => new Peer(), "127.0.0.1", 0);
      const port = portOf(first);

      const failing = createTask(createServer(() => new Peer(), ["127.0.0.2", "127.0.0.1"], port));

      await expect(failing).rejects.toMatchObject({ code: "EADDRINUSE", port });
      await expect(failing).rejects.toThrow(/\n {2}hint: somebody listens there already: choose another port, or 0/);
      const again = await createServer(() => new Peer(), "127.0.0.2", port);
      again.close();
      first.close();
      await first.waitClosed();
    }));

  it("shares a port that all of its servers reuse, where Node can", () =>
    world.run(async () => {
      const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
      const canShare = !world.isReal || major > 22 || (major === 22 && minor >= 12);
      const first = await createServer(() => new Peer(), "127.0.0.1", 0, { reusePort: true });
      const port = portOf(first);

      const sharing = createTask(createServer(() => new Peer(), "127.0.0.1", port, { reusePort: true }));
      const second = await sharing.then(
        (server) => server,
        (error: unknown) => (error as NodeJS.ErrnoException).code,
      );

      expect(typeof second === "object" ? portOf(second) : second).toBe(canShare ? port : "EADDRINUSE");
      await expect(createTask(createServer(() => new Peer(), "127.0.0.1", port))).rejects.toMatchObject({
        code: "EADDRINUSE",
      });
      if (typeof second === "object") second.close();
      first.close();
      await first.waitClosed();
    }));

  it("fails where it has no address to listen at", () =>
    world.run(async () => {
      const failing = createTask(createServer(() => new Peer(), "192.0.2.7", 0));

      await expect(failing).rejects.toThrow(/^could not bind on any address out of \[192\.0\.2\.7:0\]\n {2}hint: /);
      await expect(failing).rejects.toMatchObject({ code: "EADDRNOTAVAIL" });
    }));

  it("fails for a name that nobody has", () =>
    world.run(async () => {
      await expect(createTask(createServer(() => new Peer(), "nowhere.invalid", 0))).rejects.toThrow(
        /nowhere\.invalid/,
      );
    }));

  it.each([
    ["neither host nor port", [], /^Neither host\/port nor sock were specified\n/],
    ["a port that is none", ["127.0.0.1", -1], /^port must be 0-65535, got -1\n/],
    ["a handshake without TLS", ["127.0.0.1", 0, { sslHandshakeTimeout: 1 }], /^ssl_handshake_timeout is only meaning/],
    ["a farewell without TLS", ["127.0.0.1", 0, { sslShutdownTimeout: 1 }], /^ssl_shutdown_timeout is only meaningful/],
    ["a backlog that is none", ["127.0.0.1", 0, { backlog: -1 }], /^Invalid backlog: -1\n/],
    [
      "an unknown option",
      ["127.0.0.1", 0, { reuseAddress: true }],
      /^Unknown option of createServer\(\): reuseAddress\n/,
    ],
  ] as const)("refuses %s", (_, args, text) =>
    world.run(async () => {
      const [host, port, settings] = args;
      const failing = createTask(createServer(() => new Peer(), host, port, settings as ServerSettings));

      await expect(failing).rejects.toBeInstanceOf(ValueError);
      await expect(failing).rejects.toThrow(text);
    }),
  );
});

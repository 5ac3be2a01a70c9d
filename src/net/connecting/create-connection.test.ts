import { describe, expect, it } from "vitest";
import {
  CancelledError,
  createConnection,
  createServer,
  createTask,
  ExceptionGroup,
  getRunningLoop,
  run,
  sleep,
  ValueError,
} from "#index";
import { virtualLoop } from "#testing";
import { noHandleLeft } from "../../../tests/no-handle-left.ts";
import { Peer } from "../../../tests/peer.ts";
import { portOf } from "../../../tests/port-of.ts";
import { worlds } from "../../../tests/worlds.ts";

noHandleLeft();

/** A server that has been closed, so that nobody listens at its port. */
async function closedPort(): Promise<number> {
  const server = await createServer(() => new Peer(), "127.0.0.1", 0);
  const port = portOf(server);
  server.close();
  return port;
}

describe.each(worlds)("createConnection() in the $name world", (world) => {
  it("gives a transport and the protocol, which knows of the connection", () =>
    world.run(async () => {
      const server = await createServer(() => new Peer({ echoes: true }), "127.0.0.1", 0);

      const [transport, protocol] = await createConnection(() => new Peer(), "127.0.0.1", portOf(server));

      expect(protocol.events).toEqual(["made"]);
      expect(protocol.transport).toBe(transport);
      expect(transport.getProtocol()).toBe(protocol);
      protocol.write("hello");
      expect(await protocol.receives(5)).toBe("hello");
      transport.close();
      expect(await protocol.lost).toBe(null);
      server.close();
      await server.waitClosed();
    }));

  it("knows the names of both ends", () =>
    world.run(async () => {
      const clients: Peer[] = [];
      const server = await createServer(() => new Peer(), "127.0.0.1", 0);
      const port = portOf(server);

      const [transport, protocol] = await createConnection(() => new Peer(), "127.0.0.1", port);
      clients.push(protocol);

      expect(transport.getExtraInfo("peername")).toEqual({ address: "127.0.0.1", port, family: 4 });
      expect(transport.getExtraInfo("sockname")).toMatchObject({ address: "127.0.0.1", family: 4 });
      expect(transport.getExtraInfo("unknown")).toBe(null);
      expect(transport.getExtraInfo("unknown", 7)).toBe(7);
      transport.close();
      await protocol.lost;
      server.close();
      await server.waitClosed();
    }));

  it("fails with Node's error where nobody listens, and says what to do", () =>
    world.run(async () => {
      const port = await closedPort();

      const failing = createTask(createConnection(() => new Peer(), "127.0.0.1", port));

      await expect(failing).rejects.toMatchObject({ code: "ECONNREFUSED", syscall: "connect", port });
      await expect(failing).rejects.toThrow(/^connect ECONNREFUSED 127\.0\.0\.1:\d+\n {2}hint: nobody listens there/);
      // Node prints the stack of an error that nobody catches.
      await expect(failing).rejects.toMatchObject({
        stack: expect.stringMatching(/^Error: connect ECONNREFUSED .*\n {2}hint: nobody .*\n {4}at /),
      });
    }));

  it("fails for a name that nobody has", () =>
    world.run(async () => {
      const failing = createTask(createConnection(() => new Peer(), "nowhere.invalid", 80));

      await expect(failing).rejects.toMatchObject({ syscall: "getaddrinfo" });
      await expect(failing).rejects.toThrow(/nowhere\.invalid\n {2}hint: /);
    }));

  it("has one error for each address with allErrors", () =>
    world.run(async () => {
      const port = await closedPort();

      const failing = createTask(createConnection(() => new Peer(), "127.0.0.1", port, { allErrors: true }));

      await expect(failing).rejects.toBeInstanceOf(ExceptionGroup);
      await expect(failing).rejects.toMatchObject({
        text: "create_connection failed",
        errors: [{ code: "ECONNREFUSED" }],
      });
    }));

  it("connects from the address that it is given", () =>
    world.run(async () => {
      const server = await createServer(() => new Peer(), "127.0.0.1", 0);
      const settings = { localAddr: ["127.0.0.1", 0] } as const;

      const [transport, protocol] = await createConnection(() => new Peer(), "127.0.0.1", portOf(server), settings);

      expect(transport.getExtraInfo("sockname")).toMatchObject({ address: "127.0.0.1" });
      transport.close();
      await protocol.lost;
      server.close();
      await server.waitClosed();
    }));

  it("refuses an own address of the other kind", () =>
    world.run(async () => {
      const settings = { localAddr: ["::1", 0] } as const;
      const failing = createTask(createConnection(() => new Peer(), "127.0.0.1", 80, settings));

      await expect(failing).rejects.toThrow(/^no matching local address with family=4 found\n {2}hint: /);
    }));

  it("leaves nothing open if the caller is cancelled while it connects", () =>
    world.run(async () => {
      const server = await createServer(() => new Peer(), "127.0.0.1", 0);
      for (let turns = 0; turns < 8; turns++) {
        const connecting = createTask(createConnection(() => new Peer(), "127.0.0.1", portOf(server)));
        for (let i = 0; i < turns; i++) await sleep(0);
        connecting.cancel();
        await connecting.then(
          ([transport]) => transport.abort(),
          (error: unknown) => expect(error).toBeInstanceOf(CancelledError),
        );
      }
      server.close();
      server.abortClients();
      await server.waitClosed();
    }));

  it("destroys the connection if the protocol factory throws", () =>
    world.run(async () => {
      const served: Peer[] = [];
      const server = await createServer(
        () => {
          const peer = new Peer();
          served.push(peer);
          return peer;
        },
        "127.0.0.1",
        0,
      );
      const failure = new Error("no protocol today");
      const fail = (): Peer => {
        throw failure;
      };

      await expect(createTask(createConnection(fail, "127.0.0.1", portOf(server)))).rejects.toBe(failure);

      server.close();
      await server.waitClosed();
    }));

  const refusals: readonly (readonly [string, Parameters<typeof createConnection>, RegExp])[] = [
    ["neither host nor socket", [() => new Peer()], /^host and port was not specified and no sock specified\n/],
    [
      "a host and a socket",
      [() => new Peer(), "a", 1, { sock: {} }],
      /^host\/port and sock can not be specified at the/,
    ],
    ["a name without TLS", [() => new Peer(), "a", 1, { serverHostname: "a" }], /^server_hostname is only meaningful/],
    [
      "a handshake without TLS",
      [() => new Peer(), "a", 1, { sslHandshakeTimeout: 1 }],
      /^ssl_handshake_timeout is only/,
    ],
    ["a farewell without TLS", [() => new Peer(), "a", 1, { sslShutdownTimeout: 1 }], /^ssl_shutdown_timeout is only/],
    ["TLS without a name", [() => new Peer(), null, 1, { ssl: true }], /^You must set server_hostname when using ssl/],
    [
      "no time to shake hands",
      [() => new Peer(), "a", 1, { ssl: true, sslHandshakeTimeout: 0 }],
      /should be a positive/,
    ],
    ["a port that is none", [() => new Peer(), "a", 65_536], /^port must be 0-65535, got 65536\n/],
    [
      "an unknown option",
      [() => new Peer(), "a", 1, { hapyEyeballsDelay: 1 } as object],
      /^Unknown option of createConn/,
    ],
  ];

  it("refuses an interleaving that is no number", () =>
    world.run(async () => {
      const failing = createTask(createConnection(() => new Peer(), "a", 1, { interleave: {} as never }));

      await expect(failing).rejects.toThrow("interleave must be a number, or null, got <Object>");
    }));

  it.each(refusals)("refuses %s", (_, args, text) =>
    world.run(async () => {
      const failing = createTask(createConnection(...args));

      await expect(failing).rejects.toThrow(text);
      await expect(failing).rejects.toThrow(/\n {2}hint: /);
      await expect(failing).rejects.toBeInstanceOf(ValueError);
    }),
  );
});

describe("createConnection() on a virtual loop without a world", () => {
  it("uses real sockets, for which time waits", async () => {
    const loopFactory = virtualLoop();
    const seconds = await run(
      async () => {
        const served = new Peer();
        const server = await createServer(() => served, "127.0.0.1", 0);
        const [transport, client] = await createConnection(() => new Peer(), "127.0.0.1", portOf(server));
        client.write("question");
        await served.receives(8);
        await sleep(3600);
        served.write("answer");
        expect(await client.receives(6)).toBe("answer");
        const elapsed = getRunningLoop().time();
        transport.close();
        await client.lost;
        await served.lost;
        server.close();
        await server.waitClosed();
        return elapsed;
      },
      { loopFactory },
    );

    expect(seconds).toBe(3600);
  });
});

describe("createConnection() outside of a loop", () => {
  it("is refused when it is awaited", async () => {
    await expect(async () => createConnection(() => new Peer(), "127.0.0.1", 1)).rejects.toThrow(
      "no running event loop",
    );
    await run(async () => undefined);
  });
});

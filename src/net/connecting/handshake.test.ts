import { describe, expect, it } from "vitest";
import {
  createConnection,
  createServer,
  createTask,
  getRunningLoop,
  type Server,
  sleep,
  type SslContext,
} from "#index";
import { localhost } from "../../../tests/certificates.ts";
import { noHandleLeft } from "../../../tests/no-handle-left.ts";
import { Peer } from "../../../tests/peer.ts";
import { portOf } from "../../../tests/port-of.ts";
import { worlds } from "../../../tests/worlds.ts";

noHandleLeft();

const trusted: SslContext = { ca: localhost.cert };

/** A server that shakes hands, and the peers that it makes. */
async function secureServer(ssl: SslContext = localhost, echoes = true): Promise<{ server: Server; peers: Peer[] }> {
  const peers: Peer[] = [];
  const factory = (): Peer => {
    const peer = new Peer({ echoes });
    peers.push(peer);
    return peer;
  };
  return { server: await createServer(factory, "127.0.0.1", 0, { ssl }), peers };
}

async function closed(server: Server): Promise<void> {
  server.close();
  await server.waitClosed();
}

describe.each(worlds)("a connection over TLS in the $name world", (world) => {
  it("carries bytes both ways, and ends with a farewell", () =>
    world.run(async () => {
      const { server, peers } = await secureServer();
      const [transport, client] = await createConnection(() => new Peer(), "localhost", portOf(server), {
        ssl: trusted,
      });

      client.write("hello");
      expect(await client.receives(5)).toBe("hello");
      transport.close();
      await client.lost;

      await closed(server);
      expect(client.events).toEqual(["made", "data", "lost"]);
      expect(peers[0]?.events).toEqual(["made", "data", "eof", "lost"]);
    }));

  it("knows the cipher, the certificate of the peer and the context", () =>
    world.run(async () => {
      const { server } = await secureServer();
      const [transport, client] = await createConnection(() => new Peer(), "localhost", portOf(server), {
        ssl: trusted,
      });

      expect(transport.getExtraInfo("cipher")).toMatchObject({ version: "TLSv1.3" });
      expect(transport.getExtraInfo("peercert")).toMatchObject({ subject: { CN: "localhost" } });
      expect(transport.getExtraInfo("sslcontext")).toBe(trusted);
      expect(transport.getExtraInfo("peername")).toMatchObject({ port: portOf(server) });
      transport.close();
      await client.lost;
      await closed(server);
    }));

  it("agrees on a protocol", () =>
    world.run(async () => {
      const { server } = await secureServer({ ...localhost, ALPNProtocols: ["h2", "http/1.1"] });
      const ssl = { ...trusted, ALPNProtocols: ["http/1.1"] };
      const [transport, client] = await createConnection(() => new Peer(), "localhost", portOf(server), { ssl });

      expect(transport.getExtraInfo("sslObject")).toMatchObject({ alpnProtocol: "http/1.1" });
      transport.close();
      await client.lost;
      await closed(server);
    }));

  it("has no half-closed connections, and a larger write buffer", () =>
    world.run(async () => {
      const { server } = await secureServer();
      const [transport, client] = await createConnection(() => new Peer(), "localhost", portOf(server), {
        ssl: trusted,
      });

      expect(transport.canWriteEof()).toBe(false);
      expect(() => transport.writeEof()).toThrow(/^Cannot call write_eof\(\): TLS has no half-closed connections\n/);
      expect(transport.getWriteBufferLimits()).toEqual([131_072, 524_288]);
      transport.close();
      await client.lost;
      await closed(server);
    }));

  it.each([
    ["a certificate that nobody trusts", { ssl: true }, { code: "DEPTH_ZERO_SELF_SIGNED_CERT", hint: /ssl: \{ ca \}/ }],
    [
      "a certificate of another name",
      { ssl: trusted, serverHostname: "example.org" },
      { code: "ERR_TLS_CERT_ALTNAME_INVALID", hint: /serverHostname$/ },
    ],
  ] as const)("is refused for %s, with a hint, and the server goes on", (_, settings, { code, hint }) =>
    world.run(async () => {
      const { server } = await secureServer();
      const port = portOf(server);

      await expect(createTask(createConnection(() => new Peer(), "localhost", port, settings))).rejects.toMatchObject({
        code,
        hint: expect.stringMatching(hint),
      });

      const [transport, client] = await createConnection(() => new Peer(), "localhost", port, { ssl: trusted });
      transport.close();
      await client.lost;
      await closed(server);
    }),
  );

  it("takes any certificate if it is told to", () =>
    world.run(async () => {
      const { server } = await secureServer();
      const settings = { ssl: { rejectUnauthorized: false }, serverHostname: "" };

      const [transport, client] = await createConnection(() => new Peer(), "127.0.0.1", portOf(server), settings);

      expect(transport.getExtraInfo("peercert")).toMatchObject({ subject: { CN: "localhost" } });
      transport.close();
      await client.lost;
      await closed(server);
    }));

  it("refuses a client without a certificate if the server asks for one", () =>
    world.run(async () => {
      const { server } = await secureServer({ ...localhost, ...trusted, requestCert: true });
      const port = portOf(server);
      const own = { ...localhost, ...trusted };

      const [transport, client] = await createConnection(() => new Peer(), "localhost", port, { ssl: own });
      client.write("hello");
      expect(await client.receives(5)).toBe("hello");
      transport.close();
      await client.lost;

      // In TLS 1.3 the client is done before the server has looked at its certificate.
      const [, refused] = await createConnection(() => new Peer(), "localhost", port, { ssl: trusted });
      expect((await refused.lost) instanceof Error || refused.events.includes("eof")).toBe(true);
      await closed(server);
    }));

  it("fails when the server speaks no TLS", () =>
    world.run(async () => {
      const server = await createServer(() => new Peer({ echoes: true }), "127.0.0.1", 0);
      const settings = { ssl: trusted };

      const failing = createTask(createConnection(() => new Peer(), "localhost", portOf(server), settings));

      await expect(failing).rejects.toMatchObject({ code: expect.stringMatching(/^ERR_SSL_|^EPROTO/) });
      server.abortClients();
      await closed(server);
    }));

  it("gives up a handshake that takes too long", () =>
    world.run(async () => {
      const server = await createServer(() => new Peer(), "127.0.0.1", 0);
      const settings = { ssl: trusted, sslHandshakeTimeout: 0.05 };
      const start = getRunningLoop().time();

      const failing = createTask(createConnection(() => new Peer(), "localhost", portOf(server), settings));

      await expect(failing).rejects.toThrow(
        /^SSL handshake is taking longer than 0\.05 seconds: aborting the connection\n {2}hint: /,
      );
      await expect(failing).rejects.toMatchObject({ code: "ECONNABORTED" });
      expect(getRunningLoop().time() - start).toBeGreaterThanOrEqual(0.05);
      await closed(server);
    }));

  it("gives up a client that does not shake hands, and the server goes on", () =>
    world.run(async () => {
      const settings = { ssl: localhost, sslHandshakeTimeout: 0.05 };
      const server = await createServer(() => new Peer(), "127.0.0.1", 0, settings);

      const [, client] = await createConnection(() => new Peer(), "127.0.0.1", portOf(server));
      await client.lost;

      expect(client.text).toBe("");
      await closed(server);
    }));

  it("can be cancelled during the handshake", () =>
    world.run(async () => {
      const server = await createServer(() => new Peer(), "127.0.0.1", 0);
      const connecting = createTask(createConnection(() => new Peer(), "localhost", portOf(server), { ssl: trusted }));
      await sleep(0.05);

      connecting.cancel();

      await expect(connecting).rejects.toThrow(/^$/);
      await closed(server);
    }));

  it("gives up a peer that does not reply to the farewell", () =>
    world.run(async () => {
      const { server, peers } = await secureServer();
      const settings = { ssl: trusted, sslShutdownTimeout: 0.05 };
      const [transport, client] = await createConnection(() => new Peer(), "localhost", portOf(server), settings);
      client.write("hello");
      await client.receives(5);
      peers[0]?.transport.pauseReading();

      transport.close();

      expect(await client.lost).toMatchObject({ name: "TimeoutError", message: "SSL shutdown timed out" });
      server.abortClients();
      await closed(server);
    }));
});

describe.each(worlds)("the certificate of a server in the $name world", (world) => {
  it.each([
    ["is missing", {}, /^a server needs a certificate to use ssl\n {2}hint: /],
    ["has no key", { cert: localhost.cert }, /^a server needs the key of its certificate to use ssl\n {2}hint: /],
    ["is the path of one", { cert: "cert.pem", key: "key.pem" }, /^cert is not in PEM\n {2}hint: /],
    ["is bytes that are none", { ...localhost, cert: Buffer.from("x") }, /no start line\n {2}hint: /],
    ["has a key that cannot be read", { cert: localhost.cert, key: "x" }, /^key is not in PEM\n {2}hint: /],
    ["has an authority that cannot be read", { ...localhost, ca: [localhost.cert, "x"] }, /^ca is not in PEM\n/],
  ])("is checked before anybody connects: %s", (_, ssl, text) =>
    world.run(async () => {
      await expect(createTask(createServer(() => new Peer(), "127.0.0.1", 0, { ssl }))).rejects.toThrow(text);
    }),
  );

  it("is checked by a client, too: Node would trust nobody", () =>
    world.run(async () => {
      const failing = createTask(createConnection(() => new Peer(), "127.0.0.1", 1, { ssl: { ca: "cert.pem" } }));

      await expect(failing).rejects.toThrow(/^ca is not in PEM\n {2}hint: /);
    }));

  it("must be options, not true", () =>
    world.run(async () => {
      const failing = createTask(createServer(() => new Peer(), "127.0.0.1", 0, { ssl: true }));

      await expect(failing).rejects.toThrow(/^ssl argument must be an SSLContext or None\n {2}hint: /);
    }));
});

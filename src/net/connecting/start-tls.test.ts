import { describe, expect, it } from "vitest";
import {
  createConnection,
  createServer,
  createTask,
  RuntimeError,
  type Server,
  sleep,
  type SslContext,
  startTls,
  type Transport,
} from "#index";
import { localhost } from "../../../tests/certificates.ts";
import { noHandleLeft } from "../../../tests/no-handle-left.ts";
import { Peer } from "../../../tests/peer.ts";
import { portOf } from "../../../tests/port-of.ts";
import { worlds } from "../../../tests/worlds.ts";

noHandleLeft();

const trusted: SslContext = { ca: localhost.cert };
const named = { serverHostname: "localhost" };

/** A server and a client that are connected in the clear. */
async function pair(): Promise<{ server: Server; served: Peer; client: Peer }> {
  const peers: Peer[] = [];
  const factory = (): Peer => {
    const peer = new Peer();
    peers.push(peer);
    return peer;
  };
  const server = await createServer(factory, "127.0.0.1", 0);
  const [, client] = await createConnection(() => new Peer(), "127.0.0.1", portOf(server));
  while (peers[0] === undefined || peers[0].events.length === 0) await sleep(0.001);
  return { server, served: peers[0], client };
}

async function closed(server: Server): Promise<void> {
  server.close();
  await server.waitClosed();
}

/** Change both ends to TLS. */
async function secure(served: Peer, client: Peer): Promise<readonly [Transport, Transport]> {
  const accepting = createTask(startTls(served.transport, served, localhost, { serverSide: true }));
  const transport = await startTls(client.transport, client, trusted, named);
  return [await accepting, transport];
}

describe.each(worlds)("startTls() in the $name world", (world) => {
  it("changes a connection to TLS, on which the protocols go on", () =>
    world.run(async () => {
      const { server, served, client } = await pair();
      client.write("clear");
      await served.receives(5);

      const [theirs, ours] = await secure(served, client);
      ours.write(Buffer.from("secret"));
      theirs.write(Buffer.from("reply"));

      expect(await served.receives(11)).toBe("clearsecret");
      expect(await client.receives(5)).toBe("reply");
      expect(ours.getExtraInfo("cipher")).toMatchObject({ version: "TLSv1.3" });
      ours.close();
      await client.lost;
      await closed(server);
      expect(client.events).toEqual(["made", "data", "lost"]);
      expect(served.events).toEqual(["made", "data", "eof", "lost"]);
    }));

  it("uses what the protocol has received beyond its own: a header and the handshake in one segment (gh-142352)", () =>
    world.run(async () => {
      const { server, served, client } = await pair();
      client.write("STARTTLS\n");
      const securing = createTask(startTls(client.transport, client, trusted, named));
      await served.receives(100); // the header and a part of the handshake, as one text
      const received = Buffer.from(served.text.slice("STARTTLS\n".length), "latin1");
      served.text = "";

      const theirs = await startTls(served.transport, served, localhost, { serverSide: true, received });
      const ours = await securing;
      ours.write(Buffer.from("secret"));

      expect(await served.receives(6)).toBe("secret");
      theirs.close();
      await served.lost;
      await closed(server);
    }));

  it("leaves the old transport without a use, but for closing and pausing the new one", () =>
    world.run(async () => {
      const { server, served, client } = await pair();
      const old = client.transport;
      const [, ours] = await secure(served, client);

      expect(() => old.write(Buffer.from("clear"))).toThrow(RuntimeError);
      expect(() => old.write(Buffer.from("clear"))).toThrow(/^unable to write; the connection has changed to TLS\n/);
      old.pauseReading();
      expect(ours.isReading()).toBe(false);
      old.resumeReading();
      expect(ours.isReading()).toBe(true);
      old.close();
      expect(ours.isClosing()).toBe(true);
      expect(old.isClosing()).toBe(true);
      await client.lost;
      await closed(server);
    }));

  it("keeps counting the connection of a server", () =>
    world.run(async () => {
      const { server, served, client } = await pair();
      const [theirs] = await secure(served, client);
      server.close();

      const waiting = createTask(server.waitClosed());
      await sleep(0.02);
      expect(waiting.done()).toBe(false);
      server.closeClients();
      await waiting;

      expect(theirs.isClosing()).toBe(true);
      await client.lost;
    }));

  it("closes the connection if the handshake fails", () =>
    world.run(async () => {
      const { server, served, client } = await pair();
      const accepting = createTask(startTls(served.transport, served, localhost, { serverSide: true }));

      await expect(createTask(startTls(client.transport, client, {}, named))).rejects.toMatchObject({
        code: "DEPTH_ZERO_SELF_SIGNED_CERT",
      });
      await accepting.then(
        () => undefined, // the handshake was over before the client looked at the certificate
        (error: unknown) => expect(error).toMatchObject({ code: "ECONNRESET" }),
      );

      await client.lost;
      await served.lost;
      await closed(server);
    }));

  it("closes the connection if it is cancelled, or takes too long", () =>
    world.run(async () => {
      const one = await pair();
      const other = await pair();
      const cancelled = createTask(startTls(one.client.transport, one.client, trusted, named));
      const late = createTask(
        startTls(other.client.transport, other.client, trusted, { ...named, sslHandshakeTimeout: 0.02 }),
      );
      await sleep(0.01);
      cancelled.cancel();

      await expect(cancelled).rejects.toThrow(/^$/);
      await expect(late).rejects.toThrow(/^SSL handshake is taking longer than 0\.02 seconds/);
      for (const { client, served, server } of [one, other]) {
        await client.lost;
        await served.lost;
        await closed(server);
      }
    }));

  it("refuses what is no context, no transport of a connection, or closing", () =>
    world.run(async () => {
      const { server, client } = await pair();
      const { transport } = client;
      const refused = (...args: readonly unknown[]): Promise<string> =>
        createTask(() => startTls(...(args as Parameters<typeof startTls>))).then(
          () => "taken",
          (error: unknown) => String(error),
        );

      expect(await refused(transport, client, true)).toMatch(
        /^TypeError: sslcontext is expected to be an instance of ssl\.SSLContext, got true\n {2}hint: /,
      );
      expect(await refused({ isClosing: () => false }, client, trusted)).toMatch(
        /^TypeError: transport <Object> is not supported by start_tls\(\)\n {2}hint: /,
      );
      transport.close();
      expect(await refused(transport, client, trusted)).toMatch(
        /^Error: Cannot start TLS: the connection is closing\n/,
      );
      await client.lost;
      await closed(server);
    }));
});

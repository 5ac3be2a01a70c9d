import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { createConnection, createServer, RuntimeError, type Server, sleep } from "#index";
import { noHandleLeft } from "../../../tests/no-handle-left.ts";
import { Peer, type PeerSettings } from "../../../tests/peer.ts";
import { portOf } from "../../../tests/port-of.ts";
import { worlds } from "../../../tests/worlds.ts";

noHandleLeft();

interface Pair {
  readonly server: Server;
  readonly served: Peer;
  readonly client: Peer;
}

/** Two peers that are connected. */
async function pair(served: Peer = new Peer(), client: Peer = new Peer()): Promise<Pair> {
  const server = await createServer(() => served, "127.0.0.1", 0);
  await createConnection(() => client, "127.0.0.1", portOf(server));
  while (served.events.length === 0) await sleep(0.001);
  return { server, served, client };
}

/** Wait until both ends are lost and the server is closed. */
async function over({ server, served, client }: Pair): Promise<void> {
  await client.lost;
  await served.lost;
  server.close();
  await server.waitClosed();
}

const chunk = new Uint8Array(1_000_000);

describe("a stream transport whose peer resets the connection", () => {
  const [real] = worlds;
  if (real === undefined) throw new Error("There is no real world");

  it("is lost with that error", () =>
    real.run(async () => {
      const both = await pair();

      (both.served.transport.getExtraInfo("socket") as Socket).resetAndDestroy();

      expect(await both.client.lost).toMatchObject({ code: "ECONNRESET" });
      expect(both.client.events).toEqual(["made", "lost: ECONNRESET"]);
      await over(both);
    }));
});

describe.each(worlds)("a stream transport in the $name world", (world) => {
  const test = (settings: readonly [PeerSettings?, PeerSettings?], body: (pair: Pair) => Promise<void>) => () =>
    world.run(async () => {
      const both = await pair(new Peer(settings[0]), new Peer(settings[1]));
      await body(both);
      await over(both);
    });

  it(
    "delivers bytes in order, whatever the pieces",
    test([{}], async ({ served, client }) => {
      client.write("one ");
      client.transport.writelines([Buffer.from("two "), Buffer.from(""), Buffer.from("three")]);
      client.transport.write(new Uint8Array());

      expect(await served.receives(13)).toBe("one two three");
      client.transport.close();
    }),
  );

  it(
    "sends what is buffered before it closes",
    test([{}], async ({ served, client }) => {
      for (let i = 0; i < 8; i++) client.transport.write(chunk);
      client.transport.close();
      expect(client.transport.isClosing()).toBe(true);

      await served.lost;

      expect(served.text.length).toBe(8 * chunk.length);
      expect(client.events.filter((event) => event !== "pause" && event !== "resume")).toEqual(["made", "lost"]);
    }),
  );

  it(
    "abort() drops what is buffered",
    test([{}], async ({ served, client }) => {
      served.transport.pauseReading();
      for (let i = 0; i < 20; i++) client.transport.write(chunk);
      expect(client.transport.getWriteBufferSize()).toBeGreaterThan(0);

      client.transport.abort();
      expect(client.transport.getWriteBufferSize()).toBe(0);
      await client.lost;
      served.transport.resumeReading();

      await served.lost;
      expect(served.text.length).toBeLessThan(20 * chunk.length);
    }),
  );

  it(
    "calls connectionLost() in a turn of its own, an iteration after close()",
    test([{}], async ({ client }) => {
      client.transport.close();
      client.transport.close();
      expect(client.events).toEqual(["made"]);

      await sleep(0);

      expect(client.events).toEqual(["made", "lost"]);
    }),
  );

  it(
    "closes itself when the peer ends, by default",
    test([{}], async ({ served, client }) => {
      client.transport.writeEof();

      await served.lost;

      expect(served.events).toEqual(["made", "eof", "lost"]);
    }),
  );

  it(
    "stays open for writing if eofReceived() says so: a late answer arrives (node#49073)",
    test([{ staysOpen: true }, { staysOpen: true }], async ({ served, client }) => {
      client.write("question");
      expect(client.transport.canWriteEof()).toBe(true);
      client.transport.writeEof();
      client.transport.writeEof();
      await served.ended;
      await sleep(0.02);

      served.write("late answer");
      expect(await client.receives(11)).toBe("late answer");

      expect(() => client.write("more")).toThrow(RuntimeError);
      expect(() => client.write("more")).toThrow(/^Cannot call write\(\) after write_eof\(\)\n {2}hint: /);
      served.transport.close();
      client.transport.close();
    }),
  );

  it(
    "receives nothing while it is paused",
    test([{ echoes: true }], async ({ client }) => {
      client.transport.pauseReading();
      client.transport.pauseReading();
      expect(client.transport.isReading()).toBe(false);
      client.write("hello");
      await sleep(0.02);
      expect(client.text).toBe("");

      client.transport.resumeReading();
      client.transport.resumeReading();

      expect(client.transport.isReading()).toBe(true);
      expect(await client.receives(5)).toBe("hello");
      client.transport.close();
      expect(client.transport.isReading()).toBe(false);
      client.transport.pauseReading();
      client.transport.resumeReading();
    }),
  );

  it(
    "hears the end behind what it did not read while it was paused",
    test([{}], async ({ served, client }) => {
      served.transport.pauseReading();
      client.write("hello");
      client.transport.close();
      await sleep(0.02);
      expect(served.events).toEqual(["made"]);

      served.transport.resumeReading();
      await served.lost;

      expect(served.events).toEqual(["made", "data", "eof", "lost"]);
      expect(served.text).toBe("hello");
    }),
  );

  it(
    "stops a writer at the high-water mark while the peer does not read, and lets it go on",
    test([{}], async ({ served, client }) => {
      served.transport.pauseReading();
      expect(client.transport.getWriteBufferLimits()).toEqual([16_384, 65_536]);
      let written = 0;
      while (!client.events.includes("pause")) {
        client.transport.write(chunk);
        written += chunk.length;
        await sleep(0.001);
      }
      expect(client.events).toEqual(["made", "pause"]);
      expect(client.transport.getWriteBufferSize()).toBeGreaterThan(65_536);

      served.transport.resumeReading();
      await served.receives(written);
      while (!client.events.includes("resume")) await sleep(0.001);

      expect(client.events).toEqual(["made", "pause", "resume"]);
      client.transport.close();
    }),
  );

  it(
    "tells a writer that the peer is gone",
    test([{}], async ({ served, client }) => {
      served.transport.abort();
      client.transport.pauseReading();
      while (!client.transport.isClosing()) {
        client.write("anybody there?");
        await sleep(0.001);
      }

      const error = await client.lost;

      expect(["EPIPE", "ECONNRESET"]).toContain((error as NodeJS.ErrnoException).code);
    }),
  );

  it(
    "hands the connection from one protocol to another",
    test([{}], async ({ served, client }) => {
      const second = new Peer();
      client.write("one");
      await served.receives(3);

      second.transport = served.transport;
      served.transport.setProtocol(second);
      expect(served.transport.getProtocol()).toBe(second);
      client.write("two");

      expect(await second.receives(3)).toBe("two");
      expect(served.text).toBe("one");
      client.transport.close();
      await second.lost;
      served.lost.setResult(null);
    }),
  );

  it(
    "says what state it is in",
    test([{}], async ({ client }) => {
      expect(String(client.transport)).toBe("<StreamTransport open, 0 bytes buffered>");
      client.transport.close();
      expect(String(client.transport)).toBe("<StreamTransport closed, 0 bytes buffered>");
    }),
  );
});

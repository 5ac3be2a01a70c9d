import { describe, expect, it } from "vitest";
import { createFuture } from "#index";
import type { Channel } from "#net/channel";
import {
  anyPort,
  bytes,
  closePair,
  connectedPair,
  Journal,
  networkHere,
  type Pair,
  quiet,
} from "../../tests/journal.ts";
import { worlds } from "../../tests/worlds.ts";

describe.each(worlds)("a channel of the $name network", (world) => {
  /** Run `body` with both ends of a connection, and leave nothing open. */
  function withPair(body: (pair: Pair) => Promise<void>): Promise<void> {
    return world.run(async () => {
      const pair = await connectedPair();
      await body(pair);
      await closePair(pair);
    });
  }

  it("carries bytes in order, both ways", () =>
    withPair(async ({ client, server, atClient, atServer }) => {
      client.write(bytes("to "));
      client.write(bytes("the server"));
      server.write(bytes("to the client"));
      await atServer.untilText("to the server");
      await atClient.untilText("to the client");

      expect([atServer.text, atClient.text]).toEqual(["to the server", "to the client"]);
    }));

  it("delivers each event in a turn of its own, none inside of a call", () =>
    withPair(async ({ client, server, atServer }) => {
      client.write(bytes("a"));
      client.end();
      expect(atServer.events).toEqual([]);
      server.pause();
      await quiet();
      server.resume();
      expect(atServer.events).toEqual([]);
      await atServer.untilEvent("ended");

      expect(atServer.events).toEqual(["received", "ended"]);
    }));

  it("keeps what comes before there is a receiver", () =>
    world.run(async () => {
      const accepted = createFuture<Channel>();
      const listener = await networkHere().listen(anyPort, {
        backlog: 5,
        accepted: (channel) => accepted.setResult(channel),
      });
      const client = await networkHere().connect(listener.endpoint);
      client.write(bytes("early"));
      client.end();
      const server = await accepted;
      await quiet();
      const [atClient, atServer] = [new Journal(), new Journal()];
      server.open(atServer);
      client.open(atClient);
      expect(atServer.events).toEqual([]);
      await atServer.untilEvent("ended");

      expect([atServer.text, atServer.events]).toEqual(["early", ["received", "ended"]]);
      await closePair({ client, server, atClient, atServer, listener });
    }));

  it("delivers to the receiver that was opened last", () =>
    withPair(async ({ client, server, atServer }) => {
      client.write(bytes("one"));
      await atServer.untilText("one");
      const later = new Journal();
      server.open(later);
      client.write(bytes("two"));
      await later.untilText("two");

      expect([atServer.text, later.text]).toEqual(["one", "two"]);
      server.open(atServer);
    }));

  it("may end one direction, and carry bytes in the other", () =>
    withPair(async ({ client, server, atClient, atServer }) => {
      expect(client.canEnd).toBe(true);
      client.write(bytes("question"));
      client.end();
      await atServer.untilEvent("ended");
      server.write(bytes("answer"));
      await atClient.untilText("answer");

      expect([atServer.text, atServer.events, atClient.text]).toEqual(["question", ["received", "ended"], "answer"]);
    }));

  it("is closed when both directions have ended, and not before", () =>
    withPair(async ({ client, server, atClient, atServer }) => {
      client.end();
      await atServer.untilEvent("ended");
      expect(atServer.events).toEqual(["ended"]);
      server.end();
      await atClient.untilEvent("closed");
      await atServer.untilEvent("closed");

      expect([atClient.events, atServer.events]).toEqual([
        ["ended", "closed"],
        ["ended", "closed"],
      ]);
    }));

  it("ends for the peer when it is destroyed, after what was written", () =>
    withPair(async ({ client, atClient, atServer }) => {
      client.write(bytes("last words"));
      client.destroy(false);
      expect(atClient.events).toEqual([]);
      await atServer.untilEvent("ended");
      await atClient.untilEvent("closed");

      expect([atServer.text, atServer.events, atClient.events]).toEqual([
        "last words",
        ["received", "ended"],
        ["closed"],
      ]);
    }));

  it("is reset for the peer when it is destroyed so", () =>
    withPair(async ({ client, atClient, atServer }) => {
      client.destroy(true);
      await atServer.untilEvent("closed");
      await atClient.untilEvent("closed");

      expect([atServer.events, atClient.events]).toEqual([["closed: ECONNRESET"], ["closed"]]);
      expect(atServer.error).toMatchObject({ code: "ECONNRESET", syscall: "read" });
    }));

  it("is reset when it writes to an end that is closed", () =>
    withPair(async ({ client, server, atClient, atServer }) => {
      client.destroy(false);
      await atServer.untilEvent("ended");
      while (!atServer.isClosed) {
        server.write(bytes("too late")); // the first is answered by a reset; the next one meets it
        await quiet();
      }

      expect(atServer.events.at(-1)).toMatch(/^closed: (ECONNRESET|EPIPE)$/);
      expect(atClient.events).toEqual(["closed"]);
    }));

  it("delivers nothing after it is closed, and takes no more", () =>
    withPair(async ({ client, server, atClient, atServer }) => {
      server.write(bytes("on its way"));
      client.destroy(true);
      client.write(bytes("never"));
      client.end();
      client.destroy(false);
      expect(client.unsent).toBe(0);
      await atClient.untilEvent("closed");
      await atServer.untilEvent("closed");
      await quiet();

      expect(atClient.events).toEqual(["closed"]);
      expect(atServer.text).toBe("");
    }));

  it("delivers nothing while it pauses", () =>
    withPair(async ({ client, server, atServer }) => {
      server.pause();
      client.write(bytes("held"));
      client.end();
      await quiet();
      expect(atServer.events).toEqual([]);
      server.resume();
      await atServer.untilEvent("ended");

      expect([atServer.text, atServer.events]).toEqual(["held", ["received", "ended"]]);
    }));

  it("holds bytes back at the writer while the reader pauses, and says when they go", () =>
    withPair(async ({ client, server, atClient, atServer }) => {
      const piece = new Uint8Array(256 * 1024).fill(7);
      let written = 0;
      server.pause();
      do {
        client.write(piece);
        written += piece.length;
        await quiet();
      } while (client.unsent === 0);
      const held = client.unsent;
      await quiet();
      expect(client.unsent).toBe(held);
      expect(atServer.events).toEqual([]);

      server.resume();
      await atServer.until(() => atServer.bytes.length === written);
      await atClient.until(() => client.unsent === 0);
      expect(atClient.events).toEqual(["sent"]);
      expect(atServer.bytes.every((byte) => byte === 7)).toBe(true);
    }));

  it("sends what waits before it ends", () =>
    withPair(async ({ client, server, atServer }) => {
      const size = 8 * 1024 * 1024;
      server.pause();
      client.write(new Uint8Array(size));
      client.end();
      await quiet();
      server.resume();
      await atServer.untilEvent("ended");

      expect(atServer.bytes.length).toBe(size);
      expect(atServer.events).toEqual(["received", "ended"]);
    }));

  it("loses what waits when it is destroyed", () =>
    withPair(async ({ client, server, atServer }) => {
      const size = 32 * 1024 * 1024;
      server.pause();
      client.write(new Uint8Array(size));
      await quiet();
      expect(client.unsent).toBeGreaterThan(0);
      client.destroy(false);
      server.resume();
      await atServer.until(() => atServer.events.some((event) => event !== "received"));

      expect(atServer.bytes.length).toBeLessThan(size);
    }));

  it("tells a paused end of a reset", () =>
    withPair(async ({ client, server, atServer }) => {
      if (world.isReal) return; // a socket that nobody reads or writes does not hear of a reset
      server.pause();
      client.destroy(true);
      await atServer.untilEvent("closed");

      expect(atServer.events).toEqual(["closed: ECONNRESET"]);
    }));

  it("knows its addresses", () =>
    withPair(async ({ client, server, listener }) => {
      const port = "port" in listener.endpoint ? listener.endpoint.port : 0;
      expect(port).toBeGreaterThan(0);
      expect(client.info("peername")).toMatchObject({ address: "127.0.0.1", family: 4, port });
      expect(server.info("sockname")).toEqual(client.info("peername"));
      expect(server.info("peername")).toEqual(client.info("sockname"));
      expect(client.info("no such thing")).toBeUndefined();
    }));
});

import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { schedule } from "#fast-check/index";
import { createTask, gather, run, sleep } from "#index";
import type { Channel } from "#net/channel";
import { simulatedWorld } from "#testing";
import { connectedPair, Journal } from "../tests/journal.ts";

const anyLatency = fc.constantFrom(0, 0.001, 0.01, 1);
const anyLink = fc.record(
  {
    latency: fc.array(anyLatency, { minLength: 1, maxLength: 3 }),
    bandwidth: fc.constantFrom(1, 1000),
    window: fc.integer({ min: 1, max: 50 }),
    sizes: fc.array(fc.constantFrom(Infinity, 1, 2, 0.5), { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: [] },
);

/** What one end does: writes, waits, pauses for a while, at last ends. */
const anyAct = fc.oneof(
  fc.record({ kind: fc.constant("write" as const), length: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ kind: fc.constant("wait" as const), seconds: anyLatency }),
  fc.record({ kind: fc.constant("pause" as const), seconds: anyLatency }),
);
const anyActs = fc.array(anyAct, { maxLength: 8 });
type Act = typeof anyAct extends fc.Arbitrary<infer T> ? T : never;

/** Refuses what a channel must not deliver. */
class StrictJournal extends Journal {
  isPaused = false;

  override received(data: Uint8Array): void {
    expect([this.isPaused, data.length > 0, this.events.includes("ended"), this.isClosed]).toEqual([
      false,
      true,
      false,
      false,
    ]);
    super.received(data);
  }

  override ended(): void {
    expect([this.isPaused, this.events.includes("ended"), this.isClosed]).toEqual([false, false, false]);
    super.ended();
  }

  override sent(): void {
    expect(this.isClosed).toBe(false);
    super.sent();
  }

  override closed(error: Error | undefined): void {
    expect(this.isClosed).toBe(false);
    super.closed(error);
  }
}

/** Do `acts` at one end, and end. @returns all that was written */
async function act(channel: Channel, journal: StrictJournal, acts: readonly Act[], first: number): Promise<number[]> {
  const written: number[] = [];
  for (const one of acts) {
    if (one.kind === "write") {
      const data = Uint8Array.from({ length: one.length }, (_, at) => (first + written.length + at) % 256);
      written.push(...data);
      channel.write(data);
    } else if (one.kind === "wait") await sleep(one.seconds);
    else {
      journal.isPaused = true;
      channel.pause();
      await sleep(one.seconds);
      journal.isPaused = false;
      channel.resume();
    }
  }
  channel.end();
  channel.write(Uint8Array.of(255)); // comes too late, and is dropped
  return written;
}

const anyLevel = fc.constantFrom("env", "jitter", "any-order").chain((level) => schedule({ level: level as "env" }));

test.prop({ order: anyLevel, link: anyLink, client: anyActs, server: anyActs }, { numRuns: 500 })(
  "a simulated connection carries all bytes in order, then the end, and nothing after it is closed, whatever the link and the schedule",
  ({ order, link, client, server }) =>
    run(
      async () => {
        const pair = await connectedPair();
        const [atClient, atServer] = [new StrictJournal(), new StrictJournal()];
        pair.client.open(atClient);
        pair.server.open(atServer);
        const [fromClient, fromServer] = await gather(
          createTask(() => act(pair.client, atClient, client, 0)),
          createTask(() => act(pair.server, atServer, server, 100)),
        );
        await atClient.untilEvent("closed");
        await atServer.untilEvent("closed");

        expect([...atServer.bytes]).toEqual(fromClient);
        expect([...atClient.bytes]).toEqual(fromServer);
        for (const journal of [atClient, atServer]) {
          expect(journal.events.filter((event) => event !== "sent" && event !== "received")).toEqual([
            "ended",
            "closed",
          ]);
        }
        expect([pair.client.unsent, pair.server.unsent]).toEqual([0, 0]);
      },
      { loopFactory: order.loopFactory({ world: simulatedWorld({ link }) }) },
    ),
);

test.prop(
  { order: anyLevel, link: anyLink, client: anyActs, server: anyActs, moment: anyLatency, resets: fc.boolean() },
  { numRuns: 300 },
)(
  "a simulated connection that one end destroys gives the other a beginning of the bytes, and closes both",
  ({ order, link, client, server, moment, resets }) =>
    run(
      async () => {
        const pair = await connectedPair();
        const [atClient, atServer] = [new StrictJournal(), new StrictJournal()];
        pair.client.open(atClient);
        pair.server.open(atServer);
        const acting = gather(
          createTask(() => act(pair.client, atClient, client, 0)),
          createTask(() => act(pair.server, atServer, server, 100)),
        );
        await sleep(moment);
        pair.client.destroy(resets);
        const [fromClient] = await acting;
        await atClient.untilEvent("closed");
        await atServer.untilEvent("closed");

        expect([...atServer.bytes]).toEqual(fromClient.slice(0, atServer.bytes.length));
      },
      { loopFactory: order.loopFactory({ world: simulatedWorld({ link }) }) },
    ),
);

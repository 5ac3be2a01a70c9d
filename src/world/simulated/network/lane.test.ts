import { describe, expect, it } from "vitest";
import { createFuture, type Future, gather } from "#index";
import type { Channel, ChannelReceiver } from "#net/channel";
import { explore, type LinkSettings, onHost, RaceError, replay, simulatedWorld, type World } from "#testing";
import { bytes, Journal, networkHere } from "../../../../tests/journal.ts";

const database = { address: "10.0.0.9", family: 4, port: 5432 } as const;

function worldWith(link: LinkSettings): World {
  return simulatedWorld({ hosts: { web: {}, db: { address: "10.0.0.9" } }, link });
}

/** Listen on the database, and hand out what each connection receives. */
function listenWith(receiverOf: (channel: Channel) => ChannelReceiver): Future<void> {
  return onHost("db", async () => {
    await networkHere().listen(database, { backlog: 5, accepted: (channel) => channel.open(receiverOf(channel)) });
  });
}

describe("a finding on a network", () => {
  /** Two connections: the value must be stored before it is shown. */
  async function store(): Promise<void> {
    let stored = "";
    const shown = createFuture<string>();
    await listenWith(() => ({
      ...silent,
      received: (data) => {
        const text = Buffer.from(data).toString();
        if (text === "show") shown.setResult(stored);
        else stored = text;
      },
    }));
    const [writer, reader] = await gather(networkHere().connect(database), networkHere().connect(database));
    writer.write(bytes("value"));
    reader.write(bytes("show"));
    if ((await shown) !== "value") throw new Error("shown before it was stored");
  }

  /** Takes each segment for a message. */
  async function framing(): Promise<void> {
    const messages: string[] = [];
    const all = createFuture<void>();
    await listenWith(() => ({
      ...silent,
      received: (data) => messages.push(Buffer.from(data).toString()),
      ended: () => all.setResult(undefined),
    }));
    const client = await networkHere().connect(database);
    for (const text of ["ping", "pong"]) client.write(bytes(text));
    client.end();
    await all;
    if (messages.length !== 2) throw new Error(`taken for one message: ${messages.join()}`);
  }

  async function findingOf(body: () => Promise<void>, link: LinkSettings = {}): Promise<RaceError> {
    const error: unknown = await explore(body, { world: worldWith(link) }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RaceError);
    return error as RaceError;
  }

  it("is one deviation, with the segment by its name, and replays", async () => {
    const { message, finding } = await findingOf(store);
    expect(finding.schedule.length).toBe(1);
    expect(message).toContain("web → db:5432 (2): segment 1 arrives before web → db:5432: segment 1");
    await expect(replay(store, finding.schedule, { world: worldWith({}) })).rejects.toThrow(
      "shown before it was stored",
    );
  });

  it("may be that two segments come together", async () => {
    const { message, finding } = await findingOf(framing);
    expect(finding.schedule).toEqual([{ at: "main.x0@3", value: "merged" }]);
    expect(message).toContain("web → db:5432: segment 2 arrives together with the one before it");
    expect(message).toMatch(/▶1 +web → db:5432: segment 2 arr/);
  });

  it.each([
    [{ sizes: [Infinity, 1] }, "the first byte comes alone"],
    [{ sizes: [Infinity, 2] }, "the first 2 bytes come alone"],
    [{ sizes: [Infinity, 0.5] }, "the first 50 % come alone"],
  ] as const)("may be that a segment comes in pieces: %j", async (link, text) => {
    const body = async (): Promise<void> => {
      const first = createFuture<string>();
      await listenWith(() => ({
        ...silent,
        received: (data) => void (first.done() || first.setResult(Buffer.from(data).toString())),
      }));
      (await networkHere().connect(database)).write(bytes("message"));
      if ((await first) !== "message") throw new Error("only a part");
    };
    const { message, finding } = await findingOf(body, link);
    expect(finding.schedule.length).toBe(1);
    expect(message).toContain(`web → db:5432: segment 1 arrives in part: ${text}`);
  });

  it.each([
    ["refuse", "request to connect is refused"],
    ["timeout", "request to connect is never answered"],
    ["reset", "segment 1 meets a reset of the connection"],
  ] as const)("may be a fault: %s", async (fault, text) => {
    const body = async (): Promise<void> => {
      const journal = new Journal();
      await listenWith((channel) => ({ ...silent, received: (data) => channel.write(data) }));
      const client = await networkHere().connect(database);
      client.open(journal);
      client.write(bytes("a"));
      await journal.until(() => journal.events.length > 0);
      if (journal.error !== undefined) throw journal.error;
    };
    const { message, finding } = await findingOf(body, { faults: [fault] });
    expect(finding.schedule.length).toBe(1);
    expect(message).toMatch(new RegExp(`(web → db:5432|db:5432 → web): ${text}`));
  });
});

const silent: ChannelReceiver = {
  received: () => undefined,
  ended: () => undefined,
  sent: () => undefined,
  closed: () => undefined,
};

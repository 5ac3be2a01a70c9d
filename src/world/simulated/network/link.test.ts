import { describe, expect, it } from "vitest";
import { createFuture, createTask, type Future, gather, getRunningLoop, sleep } from "#index";
import type { Channel, ChannelReceiver } from "#net/channel";
import {
  type Certificate,
  exhaustive,
  explore,
  type Level,
  type LinkSettings,
  onHost,
  random,
  simulatedWorld,
  type World,
} from "#testing";
import { bytes, Journal, networkHere } from "../../../../tests/journal.ts";

const database = { address: "10.0.0.9", family: 4, port: 5432 } as const;

function worldWith(link: LinkSettings): World {
  return simulatedWorld({ hosts: { web: {}, db: { address: "10.0.0.9" } }, link });
}

/** Everything that `body` returns in some order, each once. */
async function outcomesOf(world: World, body: () => Promise<string>): Promise<string[]> {
  const seen = new Set<string>();
  await explore(async () => void seen.add(await body()), { strategy: exhaustive(), executions: 50_000, world });
  return [...seen].toSorted();
}

/** Listen on the database, and hand out what each connection receives. */
function listenWith(receiverOf: (channel: Channel) => ChannelReceiver): Future<void> {
  return onHost("db", async () => {
    await networkHere().listen(database, { backlog: 5, accepted: (channel) => channel.open(receiverOf(channel)) });
  });
}

function chunksOf(journal: Journal): string {
  return journal.chunks.map((chunk) => Buffer.from(chunk).toString()).join("|");
}

describe("bytes on a link", () => {
  const twoWrites = async (): Promise<string> => {
    const journal = new Journal();
    await listenWith(() => journal);
    const client = await networkHere().connect(database);
    client.write(bytes("ab"));
    client.write(bytes("cd"));
    client.end();
    await journal.untilEvent("ended");
    return chunksOf(journal);
  };

  it("may come together, and in pieces only if the link says so", async () => {
    expect(await outcomesOf(worldWith({}), twoWrites)).toEqual(["abcd", "ab|cd"]);
    expect(await outcomesOf(worldWith({ sizes: [Infinity, 1] }), twoWrites)).toEqual([
      "abcd",
      "ab|cd",
      "ab|c|d",
      "a|bcd",
      "a|b|cd",
      "a|b|c|d",
    ]);
  });

  it("never come together where a later segment cannot be there yet", async () => {
    const apart = async (): Promise<string> => {
      const journal = new Journal();
      await listenWith(() => journal);
      const client = await networkHere().connect(database);
      client.write(bytes("ab"));
      await sleep(0.5);
      client.write(bytes("cd"));
      await journal.untilText("abcd");
      return chunksOf(journal);
    };
    expect(await outcomesOf(worldWith({ latency: [1] }), apart)).toEqual(["ab|cd"]);
  });

  it("take any time of the list at jitter, and the first at env", async () => {
    const timesAt = async (level: Level): Promise<number[]> => {
      const times = new Set<number>();
      const body = async (): Promise<void> => {
        const journal = new Journal();
        await listenWith(() => journal);
        const client = await networkHere().connect(database);
        const sentAt = getRunningLoop().time();
        client.write(bytes("ab"));
        await journal.untilText("ab");
        times.add(Math.round(getRunningLoop().time() - sentAt));
      };
      await explore(body, { level, world: worldWith({ latency: [2, 5, 9] }), strategy: random(), executions: 50 });
      return [...times].toSorted((a, b) => a - b);
    };
    expect(await timesAt("env")).toEqual([2]);
    expect(await timesAt("jitter")).toEqual([2, 5, 9]);
  });

  it("of two connections come in any order", async () => {
    const orders = await outcomesOf(worldWith({}), async () => {
      let order = "";
      const both = createFuture<void>();
      await listenWith(() => ({
        ...silent,
        received: (data) => {
          order += Buffer.from(data).toString();
          if (order.length === 2) both.setResult(undefined);
        },
      }));
      const [one, other] = await gather(networkHere().connect(database), networkHere().connect(database));
      one.write(bytes("a"));
      other.write(bytes("b"));
      await both;
      return order;
    });
    expect(orders).toEqual(["ab", "ba"]);
  });
});

describe("the faults of a link", () => {
  const failureOf = async (): Promise<string> => {
    const journal = new Journal();
    await listenWith((channel) => ({
      ...silent,
      received: (data) => channel.write(data),
    }));
    try {
      const client = await networkHere().connect(database);
      client.open(journal);
      client.write(bytes("a"));
    } catch (error) {
      return `connect: ${Reflect.get(error as object, "code") as string}`;
    }
    await journal.until(() => journal.events.length > 0);
    return journal.events.join();
  };

  it("are none by default", async () => {
    expect(await outcomesOf(worldWith({}), failureOf)).toEqual(["received"]);
  });

  it("refuse a connection, leave it without an answer, reset it at a segment", async () => {
    const faults = ["refuse", "timeout", "reset"] as const;
    expect(await outcomesOf(worldWith({ faults }), failureOf)).toEqual([
      "closed: ECONNRESET",
      "connect: ECONNREFUSED",
      "connect: ETIMEDOUT",
      "received",
    ]);
  });

  /** Which of three datagrams arrive, in which order. */
  const datagrams = async (): Promise<string> => {
    const journal = new Journal();
    await onHost("db", async () => {
      const socket = await networkHere().bind({ family: 4, local: { port: 53 } });
      socket.open({
        ...silent,
        received: (data) => journal.received(data),
        failed: () => undefined,
        sent: () => undefined,
        closed: () => undefined,
      });
    });
    const socket = await networkHere().bind({ family: 4 });
    for (const text of ["1", "2", "3"]) socket.send(bytes(text), { address: "10.0.0.9", port: 53 });
    await sleep(10);
    return journal.text;
  };
  const ofDatagrams = (link: LinkSettings): Promise<string[]> =>
    outcomesOf(worldWith({ latency: [1], ...link }), datagrams);

  it("lose datagrams", async () => {
    expect(await ofDatagrams({})).toEqual(["123"]);
    expect(await ofDatagrams({ faults: ["lose"] })).toEqual(["", "1", "12", "123", "13", "2", "23", "3"]);
    expect(await ofDatagrams({ drops: true })).toEqual([""]);
  });

  it("reorder datagrams: each overtakes one at most", async () => {
    expect(await ofDatagrams({ faults: ["reorder"] })).toEqual(["123", "132", "213", "231"]);
  });

  it("duplicate datagrams: the copy comes after those that are under way", async () => {
    expect(await ofDatagrams({ faults: ["duplicate"] })).toEqual([
      "123",
      "1231",
      "12312",
      "123123",
      "12313",
      "1232",
      "12323",
      "1233",
    ]);
  });
});

describe("a correct program", () => {
  /** A client asks, a server answers, on several connections at once; both close. */
  async function echo(): Promise<void> {
    await listenWith((channel) => ({
      ...silent,
      received: (data) => channel.write(data),
      ended: () => channel.end(),
    }));
    const client = async (text: string): Promise<void> => {
      const journal = new Journal();
      const channel = await networkHere().connect(database);
      channel.open(journal);
      channel.write(bytes(text));
      channel.end();
      await journal.untilEvent("closed");
      if (journal.text !== text) throw new Error(`${text} came back as ${journal.text}`);
    };
    await gather(...["one", "two", "three"].map((text) => createTask(() => client(text))));
  }

  it.each(["env", "jitter"] as const)("passes 1,000 seeds at %s, with any latency and in any pieces", async (level) => {
    const world = worldWith({ latency: [0.001, 0.1], sizes: [Infinity, 1, 0.5] });
    const certificate: Certificate = await explore(echo, { world, level, strategy: random(), executions: 1_000 });
    expect(certificate.executions).toBe(1_000);
    expect(certificate.inconclusive).toBe(0);
    await explore(echo, { world: worldWith({}), level, strategy: random(), executions: 300 });
  });
});

const silent: ChannelReceiver = {
  received: () => undefined,
  ended: () => undefined,
  sent: () => undefined,
  closed: () => undefined,
};

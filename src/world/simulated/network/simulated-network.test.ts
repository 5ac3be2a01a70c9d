import { describe, expect, it } from "vitest";
import { createFuture, createTask, DeadlockError, gather, getRunningLoop, run, sleep, timeout } from "#index";
import type { Channel } from "#net/channel";
import type { Endpoint } from "#net/network";
import { type LinkSettings, onHost, type Probe, simulatedWorld, virtualLoop, type WorldSettings } from "#testing";
import { anyPort, bytes, connectedPair, Journal, networkHere, quiet } from "../../../../tests/journal.ts";

const two: WorldSettings = { hosts: { web: {}, db: { address: "10.0.0.9" } } };
const database: Endpoint = { address: "10.0.0.9", family: 4, port: 5432 };
const everywhere: Endpoint = { address: "0.0.0.0", family: 4, port: 5432 };

function inWorld<T>(settings: WorldSettings, body: () => Promise<T>, probe?: Probe): Promise<T> {
  return run(body, { loopFactory: virtualLoop({ io: "forbid", world: simulatedWorld(settings), probe }) });
}

function now(): number {
  return getRunningLoop().time();
}

/** Answers each segment with the same bytes, on the database host. */
function startEcho(at: Endpoint = everywhere): Promise<Channel[]> {
  return onHost("db", async () => {
    const ends: Channel[] = [];
    const accepted = (channel: Channel): void => {
      ends.push(channel);
      channel.open({
        received: (data) => channel.write(data),
        ended: () => channel.end(),
        sent: () => undefined,
        closed: () => undefined,
      });
    };
    await networkHere().listen(at, { backlog: 5, accepted });
    return ends;
  }).then((ends) => ends);
}

async function connected(to: Endpoint = database): Promise<[Channel, Journal]> {
  const channel = await networkHere().connect(to);
  const journal = new Journal();
  channel.open(journal);
  return [channel, journal];
}

describe("hosts", () => {
  it("have addresses of their own, and names that every host knows", () =>
    inWorld(
      { hosts: { web: {}, db: { address: "10.0.0.1" }, cache: { address: ["10.0.0.7", "fd00::7"] } } },
      async () => {
        const addresses = async (name: string): Promise<string[]> =>
          (await networkHere().lookup(name, { family: 0 })).map(({ address }) => address);
        expect(await addresses("web")).toEqual(["10.0.0.2"]);
        expect(await addresses("db")).toEqual(["10.0.0.1"]);
        expect(await addresses("cache")).toEqual(["10.0.0.7", "fd00::7"]);
        expect(await addresses("localhost")).toEqual(["127.0.0.1", "::1"]);
        expect(await networkHere().lookup("cache", { family: 6 })).toEqual([{ address: "fd00::7", family: 6 }]);
        expect(await networkHere().lookupService("10.0.0.7", 80)).toEqual({ hostname: "cache", service: "80" });
      },
    ));

  it("name the hosts that there are to whoever asks for another", () =>
    inWorld(two, async () => {
      await expect(networkHere().lookup("cache", { family: 0 })).rejects.toThrow(
        "getaddrinfo ENOTFOUND cache\n  hint: the hosts of this world are web and db",
      );
    }));

  it("listen for themselves: a port is free on each of them", () =>
    inWorld(two, async () => {
      await startEcho();
      await networkHere().listen(everywhere, { backlog: 5, accepted: () => undefined });
      const [channel, journal] = await connected();
      channel.write(bytes("hello"));
      await journal.untilText("hello");
      expect(channel.info("peername")).toEqual({ address: "10.0.0.9", family: 4, port: 5432 });
      expect(channel.info("sockname")).toMatchObject({ address: "10.0.0.1", family: 4 });
    }));

  it("have loopback addresses and Unix paths that no other host reaches", () =>
    inWorld(two, async () => {
      await startEcho({ ...everywhere, address: "127.0.0.1" });
      await startEcho({ path: "/run/db.sock" });
      await expect(networkHere().connect({ ...database, address: "127.0.0.1" })).rejects.toMatchObject({
        code: "ECONNREFUSED",
      });
      await expect(networkHere().connect(database)).rejects.toMatchObject({ code: "ECONNREFUSED" });
      await expect(networkHere().connect({ path: "/run/db.sock" })).rejects.toMatchObject({ code: "ENOENT" });
      await onHost("db", async () => {
        await connected({ ...database, address: "127.0.0.1" });
        await connected({ path: "/run/db.sock" });
      });
    }));

  it("are those of the tasks and callbacks that run on them", () =>
    inWorld(two, async () => {
      const seen: unknown[] = [];
      const address = async (): Promise<void> => {
        const [channel] = await connected();
        seen.push((channel.info("sockname") as { address: string }).address);
      };
      await startEcho();
      await onHost("db", async () => {
        await address();
        await createTask(address);
        const called = createFuture<void>();
        getRunningLoop().callSoon(() => createTask(address).addDoneCallback(() => called.setResult(undefined)));
        await called;
      });
      await address();
      expect(seen).toEqual(["10.0.0.9", "10.0.0.9", "10.0.0.9", "10.0.0.1"]);
    }));

  it("cannot be reached at an address that none of them has", () =>
    inWorld(two, async () => {
      await expect(networkHere().connect({ ...database, address: "192.0.2.1" })).rejects.toThrow(
        "connect EHOSTUNREACH 192.0.2.1:5432\n  hint: no host of this world has the address; they are web and db",
      );
    }));
});

describe("a link", () => {
  const withLink = (link: LinkSettings, body: () => Promise<void>): Promise<void> =>
    inWorld({ ...two, link }, async () => {
      await startEcho();
      await body();
    });

  it("takes its latency for each step of a connection, and for each segment", () =>
    withLink({ latency: [0.25] }, async () => {
      const [channel, journal] = await connected();
      expect(now()).toBe(0.5);
      channel.write(bytes("a"));
      await sleep(0.125);
      channel.write(bytes("b"));
      await journal.untilText("a");
      expect([now(), journal.text]).toEqual([1, "a"]);
      await journal.untilText("ab");
      expect([now(), journal.text]).toEqual([1.125, "ab"]);
    }));

  it("may differ from host to host, and by direction", () =>
    inWorld(
      { ...two, link: { latency: [1] }, links: { "web → db": { latency: [0.25] }, "db -> db": { latency: [0.125] } } },
      async () => {
        await startEcho();
        await connected();
        expect(now()).toBe(1.25);
        await onHost("db", () => connected());
        expect(now()).toBe(1.5);
      },
    ));

  it("takes time for bytes where its bandwidth is limited", () =>
    inWorld({ ...two, links: { "web → db": { bandwidth: 1000, latency: [0.5] } } }, async () => {
      await startEcho();
      const [channel, journal] = await connected();
      const start = now();
      channel.write(new Uint8Array(250));
      channel.write(new Uint8Array(250));
      await journal.until(() => journal.bytes.length === 250);
      expect(now() - start).toBe(0.75);
      await journal.until(() => journal.bytes.length === 500);
      expect(now() - start).toBe(1);
    }));

  it("holds no more bytes than its window, whether they are under way or not read", () =>
    withLink({ window: 1000, latency: [1] }, async () => {
      const [channel, journal] = await connected();
      channel.write(new Uint8Array(1500));
      expect(channel.unsent).toBe(500);
      channel.pause();
      await sleep(10);
      expect(channel.unsent).toBe(0);
      expect(journal.events).toEqual(["sent"]);
    }));

  it("cuts what is written into pieces of one size, if that is the only one", () =>
    withLink({ sizes: [2] }, async () => {
      const [channel, journal] = await connected();
      channel.write(bytes("hello"));
      await journal.untilText("hello");
      expect(journal.chunks.map((chunk) => Buffer.from(chunk).toString())).toEqual(["he", "ll", "o"]);
    }));

  it("that drops everything leaves connections to time out as Linux does", () =>
    inWorld({ ...two, links: { "web → db": { drops: true } } }, async () => {
      await startEcho();
      await expect(networkHere().connect(database)).rejects.toMatchObject({
        code: "ETIMEDOUT",
        syscall: "connect",
        port: 5432,
      });
      expect(now()).toBe(127);
    }));

  it("that drops one way breaks a connection for the writer only", () =>
    inWorld({ hosts: { web: {}, db: { address: "10.0.0.9" } }, links: { "db → web": { drops: true } } }, async () => {
      const ends = await startEcho();
      await expect(networkHere().connect(database)).rejects.toMatchObject({ code: "ETIMEDOUT" });
      expect(ends.length).toBe(1);
    }));

  it("lets a pending connection be cancelled by a timeout", () =>
    inWorld({ ...two, link: { drops: true } }, async () => {
      await expect(timeout(5).run(() => networkHere().connect(database))).rejects.toMatchObject({
        name: "TimeoutError",
      });
      expect(now()).toBe(5);
    }));
});

describe("a listener with a full backlog", () => {
  it("leaves a request to be sent again, as Linux does", async () => {
    // Several requests arrive in one iteration: the strategy lets the second one come before the first was accepted.
    const times: number[] = [];
    const strategy = {
      choose: ({ kind, count }: { kind: string; count: number }) => (kind === "arrival" ? count - 1 : 0),
    };
    await run(
      async () => {
        const listener = await networkHere().listen(anyPort, { backlog: 1, accepted: () => undefined });
        await gather(
          ...Array.from({ length: 3 }, () =>
            createTask(async () => {
              await networkHere().connect(listener.endpoint);
              times.push(now());
            }),
          ),
        );
      },
      { loopFactory: virtualLoop({ io: "forbid", world: simulatedWorld(), strategy, level: "env" }) },
    );
    expect(times.length).toBe(3);
    expect(Math.max(...times)).toBeGreaterThanOrEqual(1);
  });
});

describe("an idle connection", () => {
  it("holds no time, and names who waits when nothing can happen", () =>
    inWorld(two, async () => {
      await startEcho();
      await connected();
      await sleep(3600);
      expect(now()).toBe(3600);
    }));

  it("is no reason to wait: that is a deadlock", async () => {
    const error = await inWorld(two, async () => {
      await startEcho();
      const [, journal] = await connected();
      await journal.untilText("never");
    }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DeadlockError);
  });

  it("names a connection that nobody answers in a report of blocked tasks", () =>
    inWorld({ ...two, link: { drops: true } }, async () => {
      const connecting = networkHere().connect(database);
      expect((Reflect.get(connecting, "describeWait") as () => string).call(connecting)).toBe("connect to db:5432");
      connecting.cancel();
    }));
});

describe("closing", () => {
  it("resets a connection that has not read everything, as Linux does", () =>
    inWorld({}, async () => {
      const { client, server, atClient } = await connectedPair();
      server.pause();
      client.write(bytes("unread"));
      await quiet();
      server.destroy(false);
      await atClient.untilEvent("closed");
      expect(atClient.events).toEqual(["closed: ECONNRESET"]);
    }));
});

describe("ports", () => {
  it("are given in order, the same in every run", async () => {
    const ports = (): Promise<unknown[]> =>
      inWorld({}, async () => {
        const pairs = [await connectedPair(), await connectedPair()];
        return pairs.map(({ client }) => [client.info("sockname"), client.info("peername")]);
      });
    expect(await ports()).toEqual(await ports());
  });
});

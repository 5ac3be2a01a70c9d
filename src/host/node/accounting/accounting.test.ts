import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";
import { channel } from "node:diagnostics_channel";
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import tls from "node:tls";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Accounting } from "#host/node/accounting/accounting";
import { operations, unseen } from "./fixtures/operations.mjs";
import { openOutside, type Outside } from "./fixtures/outside.mjs";
import { verdictOn } from "./fixtures/program.mjs";

interface FakeTask {
  readonly name: string;
  isUnknown: boolean;
  moves: number;
}

const current = new AsyncLocalStorage<FakeTask>();

function task(name: string): FakeTask {
  return { name, isUnknown: true, moves: 0 };
}

describe("every kind of operation", () => {
  let outside: Outside;
  beforeAll(async () => {
    outside = await openOutside();
  });
  afterAll(() => outside.close());

  it.each(Object.entries(operations))("%s is outstanding until its task has seen its end", async (_kind, operation) => {
    expect(await verdictOn(() => operation(outside))).toBe("ended before the accounting was idle");
  });

  it.each(Object.entries(unseen))("%s is not seen", async (_kind, operation) => {
    expect(await verdictOn(() => operation(outside))).toBe("the accounting was idle too early");
  });
});

describe("Accounting", () => {
  let accounting: Accounting<FakeTask>;
  beforeEach(() => {
    accounting = new Accounting({ ownerNow: () => current.getStore() });
    accounting.start();
  });
  afterEach(() => accounting.stop());

  /** Resolves when the accounting is idle. */
  function idle(of: Accounting<FakeTask> = accounting): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => void (of.idle() ? resolve() : of.onceChanged(look));
      look();
    });
  }

  it("names what is outstanding and who began it, in order of beginning", async () => {
    current.run(task("a"), () => setTimeout(() => {}, 5));
    current.run(task("b"), () => setImmediate(() => {}));

    const seen = accounting.outstanding().map(({ type, owner }) => `${owner.name} began ${type}`);
    await idle();

    expect(seen).toEqual(["a began Timeout", "b began Immediate"]);
    expect(accounting.outstanding()).toEqual([]);
  });

  it("does not see what nobody's task has begun", () => {
    setImmediate(() => {});

    expect(accounting.idle()).toBe(true);
  });

  it("does not see what was begun before it started or after it stopped", async () => {
    accounting.stop();
    current.run(task("a"), () => setImmediate(() => {}));
    accounting.start();

    expect(accounting.idle()).toBe(true);
  });

  it("forgets everything when it stops", () => {
    current.run(task("a"), () => setImmediate(() => {}));
    accounting.stop();

    expect(accounting.idle()).toBe(true);
    expect(accounting.outstanding()).toEqual([]);
  });

  it("keeps the operations of two loops apart", async () => {
    const other = new AsyncLocalStorage<FakeTask>();
    const ofOther = new Accounting({ ownerNow: () => other.getStore() });
    ofOther.start();
    current.run(task("a"), () => setTimeout(() => {}, 5));

    expect(ofOther.idle()).toBe(true);
    expect(accounting.idle()).toBe(false);

    ofOther.stop();
    await idle();
  });

  it("is not idle while ticks of a task are to come, even without any operation", async () => {
    let ticks = 0;
    const tick = (): void => {
      ticks += 1;
      if (ticks < 5) process.nextTick(tick);
    };
    current.run(task("a"), () => process.nextTick(tick));
    expect(accounting.idle()).toBe(false);
    expect(accounting.outstanding()).toEqual([]);

    await idle();

    expect(ticks).toBe(5);
  });

  it("is not idle before the callbacks of what has just ended are over", async () => {
    const seen: boolean[] = [];
    await idle();
    accounting.onceChanged(() => {}); // looks, right before the immediate of the task runs
    current.run(task("a"), () => setImmediate(() => seen.push(accounting.idle())));
    await idle();

    expect(seen).toEqual([false]);
  });

  it("counts a timer only while Node stays alive for it", () => {
    const timer = current.run(task("a"), () => setTimeout(() => {}, 1_000));
    const counted = (): number => accounting.outstanding().length;
    const before = counted();
    timer.unref();
    const unreferenced = counted();
    timer.ref();

    expect([before, unreferenced, counted()]).toEqual([1, 0, 1]);
    clearTimeout(timer);
    expect(counted()).toBe(0);
  });

  it("does not count a server that listens, but one that is closing", async () => {
    const server = current.run(task("a"), () => net.createServer().listen(0, "127.0.0.1"));
    await once(server, "listening");
    await idle();
    expect(accounting.outstanding()).toEqual([]);

    const { port } = server.address() as net.AddressInfo;
    const client = net.connect(port, "127.0.0.1");
    const [accepted] = (await once(server, "connection")) as [net.Socket];
    server.close();
    expect(accounting.outstanding().map(({ type }) => type)).toEqual(["TCPSERVERWRAP", "TCPWRAP"]);

    client.destroy();
    accepted.destroy();
    await idle();
    expect(accounting.outstanding()).toEqual([]);
  });

  it("does not count a socket from which nobody reads", async () => {
    const server = net.createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as net.AddressInfo;
    const [reading, paused] = current.run(task("a"), () => [net.connect(port), net.connect(port).pause()] as const);
    await Promise.all([once(reading, "connect"), once(paused, "connect")]);
    await new Promise((resolve) => setImmediate(resolve));

    expect(accounting.outstanding().map(({ type }) => type)).toEqual(["TCPWRAP"]);
    reading.destroy();
    await idle();
    paused.destroy();
    server.close();
  });

  it("counts what an operation of a task begins in nobody's context", async () => {
    let left: string[] = [];
    current.run(task("a"), () => {
      setImmediate(() => {
        current.exit(() => setTimeout(() => {}, 5));
        left = accounting.outstanding().map(({ type, owner }) => `${owner.name} began ${type}`);
      });
    });
    await idle();

    expect(left).toEqual(["a began Timeout"]);
  });

  it("does not count what JavaScript makes for its context only", () => {
    current.run(task("a"), () => new AsyncResource("pool:lease", { requireManualDestroy: true }));

    expect(accounting.outstanding()).toEqual([]);
  });

  it("names the one who uses a connection now", async () => {
    // The answer is held back half-way, or the connection might be free again before it is looked at.
    const begun: http.ServerResponse[] = [];
    const server = http.createServer((_request, response) => {
      response.write("half");
      begun.push(response);
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const url = `http://127.0.0.1:${(server.address() as net.AddressInfo).port}/`;
    const owners: string[] = [];
    for (const name of ["a", "b"]) {
      await current.run(task(name), async () => {
        const answer = await fetch(url);
        const sockets = accounting.outstanding().filter(({ type }) => type === "TCPWRAP");
        owners.push(...sockets.map(({ owner }) => owner.name));
        begun.shift()?.end("the rest");
        await answer.text();
      });
      await idle();
    }
    server.closeAllConnections();
    server.close();

    expect(owners).toEqual(["a", "b"]);
  });

  it("follows a request of fetch to the socket below TLS", () => {
    const socket = tls.connect({ port: 1, host: "127.0.0.1" }).on("error", () => {});
    const handle = (socket as unknown as { _handle: { _parent: { reading: boolean } } })._handle;
    handle._parent.reading = true;
    const request = {};
    current.run(task("a"), () => channel("undici:request:create").publish({ request }));
    const waiting = accounting.outstanding().map(({ type }) => type);
    channel("undici:client:sendHeaders").publish({ request, socket });
    const sent = accounting.outstanding().map(({ type }) => type);
    socket.unref();

    expect([waiting, sent, accounting.outstanding()]).toEqual([["fetch"], ["fetch"], []]);
    socket.destroy();
  });

  it("says where an operation was begun, if places are recorded", () => {
    const withPlaces = new Accounting({ ownerNow: () => current.getStore(), places: () => true });
    withPlaces.start();
    const timer = current.run(task("a"), function inHere() {
      return setTimeout(() => {}, 1_000);
    });

    expect(withPlaces.outstanding()[0]?.place).toMatch(/inHere \(.*accounting\.test\.ts:\d+:\d+\)$/);
    expect(accounting.outstanding()[0]?.place).toBe(undefined);
    clearTimeout(timer);
    withPlaces.stop();
  });
});

describe("onceChanged()", () => {
  let accounting: Accounting<FakeTask>;
  beforeEach(() => {
    accounting = new Accounting({ ownerNow: () => current.getStore() });
    accounting.start();
  });
  afterEach(() => accounting.stop());

  it("wakes once, in a later macrotask and in nobody's context", async () => {
    const events: unknown[] = [];
    current.run(task("a"), () => accounting.onceChanged(() => events.push(current.getStore()?.name)));
    process.nextTick(() => events.push("tick"));
    await new Promise((resolve) => setTimeout(resolve, 20));

    expect(events).toEqual(["tick", undefined]);
  });

  it("does not wake once it was given up", async () => {
    let woken = 0;
    const giveUp = accounting.onceChanged(() => (woken += 1));
    giveUp();
    await new Promise((resolve) => setTimeout(resolve, 5));

    expect(woken).toBe(0);
  });

  it("wakes about once a millisecond at most while nothing happens", async () => {
    const began = performance.now();
    let woken = 0;
    let over = false;
    current.run(task("a"), () => setTimeout(() => (over = true), 100));
    await new Promise<void>((resolve) => {
      const look = (): void => {
        woken += 1;
        if (accounting.idle()) resolve();
        else accounting.onceChanged(look);
      };
      look();
    });

    expect(over).toBe(true);
    expect(woken).toBeLessThan(1.5 * (performance.now() - began) + 20);
  });
});

import { AsyncResource } from "node:async_hooks";
import { once } from "node:events";
import net, { connect as destructured, type AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getRunningLoop, openConnection, run, startServer } from "#index";
import { fakeGlobals, onHost, simulatedWorld, simulateNetwork, virtualLoop } from "#testing";
import type { WorldSettings } from "#testing";

const globals = fakeGlobals();
let network: ReturnType<typeof simulateNetwork>;
beforeAll(() => {
  network = simulateNetwork();
});
afterAll(() => {
  network.restore();
  globals.restore();
});

/** Run `body` on hosts `web` and `db`, where nothing may be waited for outside. */
function simulated<T>(body: () => Promise<T>, settings: WorldSettings = {}): Promise<T> {
  const world = simulatedWorld({ hosts: { web: {}, db: { address: "10.0.0.2" } }, ...settings });
  return run(body, { loopFactory: virtualLoop({ world, io: "forbid" }) });
}

/** Listen on port 7 of the host of the caller. */
async function listening(accepted: (socket: net.Socket) => void): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, accepted).listen(7);
  await once(server, "listening");
  return server;
}

describe("a socket of Node on the simulated network", () => {
  it("echoes, knows its addresses, counts its bytes and opens no socket of the system", async () => {
    const seen = await simulated(async () => {
      const server = await listening((socket) => socket.pipe(socket));
      const client = destructured(7, "web");
      await once(client, "connect");
      client.write("hello");
      const [data] = (await once(client, "data")) as [Buffer];
      const { remoteAddress, remotePort, localAddress, localPort } = client;
      const { port } = server.address() as AddressInfo;
      const resources = process.getActiveResourcesInfo().filter((name) => name.startsWith("TCP"));
      client.end();
      await once(client, "close");
      const counts = [client.bytesRead, client.bytesWritten];
      server.close();
      await once(server, "close");
      return { text: String(data), remoteAddress, remotePort, localAddress, localPort, port, counts, resources };
    });

    expect(seen).toEqual({
      text: "hello",
      remoteAddress: "10.0.0.1",
      remotePort: 7,
      localAddress: "10.0.0.1",
      localPort: 49_152,
      port: 7,
      counts: [5, 5],
      resources: [],
    });
  });

  it("answers after the other side has ended", async () => {
    const text = await simulated(async () => {
      await listening((socket) => {
        const pieces: Buffer[] = [];
        socket.on("data", (data) => pieces.push(data));
        socket.on("end", () => setTimeout(() => socket.end(`got ${Buffer.concat(pieces).toString()}`), 5_000));
      });
      const client = net.connect({ port: 7, host: "web", allowHalfOpen: true });
      client.end("question");
      let answer = "";
      for await (const data of client) answer += String(data);
      return [answer, getRunningLoop().time()];
    });

    expect(text).toEqual(["got question", 5]);
  });

  it("holds a writer back until the reader reads", async () => {
    const events = await simulated(async () => {
      const log: string[] = [];
      await listening((socket) => {
        socket.on("end", () => {
          log.push(`read ${socket.bytesRead}`);
          socket.end();
        });
        setTimeout(() => socket.resume(), 1_000);
      });
      const client = net.connect(7, "web");
      await once(client, "connect");
      client.write(Buffer.alloc(300_000), () => log.push(`written at ${getRunningLoop().time()} s`));
      client.end();
      await once(client.resume(), "end");
      return log;
    });

    expect(events).toEqual(["written at 1 s", "read 300000"]);
  });

  it("runs on the host of whoever connects it, also in callbacks after an await", async () => {
    const seen = await simulated(async () => {
      const addresses: (string | undefined)[] = [];
      await listening((socket) => {
        addresses.push(socket.remoteAddress);
        socket.end();
      });
      await onHost("db", async () => {
        const first = net.connect(7, "web").resume();
        await once(first, "close");
        setTimeout(async () => {
          await Promise.resolve();
          net.connect(7, "web").resume();
        }, 10);
      });
      await new Promise((resolve) => setTimeout(resolve, 100));
      return addresses;
    });

    expect(seen).toEqual(["::ffff:10.0.0.2", "::ffff:10.0.0.2"]);
  });

  it("talks to streams of timeloom, and they to it", async () => {
    const seen = await simulated(async () => {
      await startServer(
        async (reader, writer) => {
          writer.write(Buffer.concat([Buffer.from("streams got "), await reader.readline()]));
          writer.close();
        },
        undefined,
        5,
      );
      await listening((socket) => socket.end("node says hello"));
      const client = net.connect(5, "web");
      client.write("hi\n");
      let answer = "";
      for await (const data of client) answer += String(data);
      const [reader] = await openConnection("web", 7);
      return [answer, Buffer.from(await reader.read()).toString()];
    });

    expect(seen).toEqual(["streams got hi\n", "node says hello"]);
  });

  it("times out in virtual time, and a timer of it ends with it", async () => {
    const seen = await simulated(async () => {
      await listening(() => undefined);
      const client = net.connect(7, "web");
      client.setTimeout(30_000);
      await once(client, "timeout");
      const after = getRunningLoop().time();
      client.setTimeout(30_000, () => {
        throw new Error("the timer outlives its socket");
      });
      client.destroy();
      await new Promise((resolve) => setTimeout(resolve, 60_000));
      return after;
    });

    expect(seen).toBe(30);
  });

  it("listens at a path", async () => {
    const text = await simulated(async () => {
      const server = net.createServer((socket) => socket.end("here")).listen("/tmp/simulated.sock");
      await once(server, "listening");
      let answer = "";
      for await (const data of net.connect("/tmp/simulated.sock")) answer += String(data);
      return [answer, server.address()];
    });

    expect(text).toEqual(["here", "/tmp/simulated.sock"]);
  });
});

describe("simulateNetwork()", () => {
  it("is in force once", () => {
    expect(() => simulateNetwork()).toThrow("Cannot simulate the network: simulateNetwork() is in force already");
  });

  it("leaves sockets outside of loops, and in loops without a simulated world, to Node", async () => {
    const server = net.createServer((socket) => socket.end("real")).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const ask = async (): Promise<string> => {
      let answer = "";
      for await (const data of net.connect(port, "127.0.0.1")) answer += String(data);
      return answer;
    };

    const answers = [await ask(), await run(ask, { loopFactory: virtualLoop() })];
    server.close();
    expect(answers).toEqual(["real", "real"]);
  });

  it("refuses what a run leaves behind: it does not become real", async () => {
    let connectLater = (): net.Socket => new net.Socket();
    let left = new net.Socket();
    await simulated(async () => {
      await listening(() => undefined);
      left = net.connect(7, "web");
      await once(left, "connect");
      const bound = AsyncResource.bind(() => net.connect(7, "127.0.0.1"));
      connectLater = bound;
    });

    expect(connectLater).toThrow("Cannot use the simulated network: the run that this connection belongs to is over");
    const error = await simulated(async () => {
      left.write("x");
      return (await once(left, "error"))[0] as Error;
    });
    expect(error.message).toContain("make clients, pools and servers inside of the body");
  });

  it("refuses a handle of the system", async () => {
    await expect(simulated(async () => net.createServer().listen({ fd: 1 }))).rejects.toThrow(
      "Cannot listen on a handle of the system: the network of this loop is simulated",
    );
  });

  it("puts Node's network back", () => {
    network.restore();
    const host: unknown = Reflect.get(net.Socket.prototype, "connect");
    network = simulateNetwork();
    const patched: unknown = Reflect.get(net.Socket.prototype, "connect");
    network.restore();
    network.restore();
    expect([Reflect.get(net.Socket.prototype, "connect") === host, patched === host]).toEqual([true, false]);
    network = simulateNetwork();
  });
});

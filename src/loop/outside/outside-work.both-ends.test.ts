import { once } from "node:events";
import http from "node:http";
import http2 from "node:http2";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import tls from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { createTask, getRunningLoop, sleep, timeout } from "#index";
import { fakeGlobals, virtualLoop } from "#testing";
import { cipher, port, psk } from "../../host/node/accounting/fixtures/outside.mjs";
import { connectSecurely } from "../../host/node/accounting/fixtures/sockets.mjs";
import { clockAfter, closeAll, keep } from "./fixtures/virtual-time.mjs";

afterEach(closeAll);

/** Answers each chunk after 3 s of virtual time. */
const slowEcho = (socket: net.Socket): void => {
  socket.on("data", async (chunk: Buffer) => {
    await sleep(3);
    socket.write(chunk);
  });
};

async function ask(socket: net.Socket, text = "x"): Promise<void> {
  socket.write(text);
  await once(socket, "data");
}

const slowAnswer: http.RequestListener = async (_request, response) => {
  await sleep(3);
  response.end("hello");
};

describe("a request does not hold the time that its handler waits for", () => {
  it("over TCP", async () => {
    const time = await clockAfter(async () => {
      const socket = net.connect(await port(keep(net.createServer(slowEcho))), "127.0.0.1");
      await ask(socket);
      await ask(socket);
      socket.end();
    });

    expect(time).toBe(6);
  });

  it.each(["::1", "127.0.0.1"])("over TCP, to a server that listens on all addresses, from %s", async (host) => {
    const time = await clockAfter(async () => {
      const server = keep(net.createServer(slowEcho)).listen(0);
      await once(server, "listening");
      const socket = net.connect((server.address() as net.AddressInfo).port, host);
      await ask(socket);
      socket.end();
    });

    expect(time).toBe(3);
  });

  it("over a Unix socket, by two clients", async () => {
    const name = path.join(os.tmpdir(), `timeloom-${process.pid}-${Math.trunc(performance.now())}`);
    const time = await clockAfter(async () => {
      const server = keep(net.createServer(slowEcho)).listen(name);
      await once(server, "listening");
      const sockets = [net.connect(name), net.connect(name)];
      await Promise.all(sockets.map((socket) => ask(socket)));
      for (const socket of sockets) socket.end();
    });

    expect(time).toBe(3);
  });

  it("over TLS", async () => {
    const time = await clockAfter(async () => {
      const server = keep(tls.createServer({ ...cipher, pskCallback: () => psk.key }, slowEcho));
      const socket = connectSecurely(await port(server));
      await ask(socket);
      socket.end();
      await once(socket, "close");
    });

    expect(time).toBe(3);
  });

  it.each([true, false])("of http.request, keepAlive: %s", async (keepAlive) => {
    const agent = new http.Agent({ keepAlive });
    keep({ close: () => agent.destroy() });
    const time = await clockAfter(async () => {
      const server = keep(http.createServer(slowAnswer));
      const to = { port: await port(server), host: "127.0.0.1", agent };
      for (let i = 0; i < 3; i += 1) {
        const [response] = (await once(http.get(to), "response")) as [http.IncomingMessage];
        await once(response.resume(), "end");
      }
    });

    expect(time).toBe(9);
  });

  it("of fetch, over a kept connection", async () => {
    const time = await clockAfter(async () => {
      const url = `http://127.0.0.1:${await port(keep(http.createServer(slowAnswer)))}`;
      for (let i = 0; i < 3; i += 1) await (await fetch(url)).text();
    });

    expect(time).toBe(9);
  });

  it("of fetch, by other people's timers on loop time", async () => {
    const globals = fakeGlobals();
    try {
      const time = await clockAfter(async () => {
        const server = keep(http.createServer((_, response) => setTimeout(() => response.end("hello"), 3_000)));
        const response = await fetch(`http://127.0.0.1:${await port(server)}`, { headers: { connection: "close" } });
        await response.text();
        server.close();
        await once(server, "close");
      });
      expect(time).toBe(3);
    } finally {
      globals.restore();
    }
  });

  it("of HTTP/2, with and without a body", async () => {
    const time = await clockAfter(async () => {
      const server = keep(http2.createServer());
      server.on("stream", async (stream) => {
        await sleep(3);
        stream.respond({ ":status": 204 }, { endStream: true });
      });
      const session = http2.connect(`http://127.0.0.1:${await port(server)}`);
      await once(session.request({ ":path": "/" }).resume(), "end");
      const sent = session.request({ ":path": "/", ":method": "POST" });
      sent.end("body");
      await once(sent.resume(), "end");
      session.close();
      await once(session, "close");
    });

    expect(time).toBe(6);
  });

  it("of an upload that waits for the handler to read it", async () => {
    const size = 20_000_000;
    let read = 0;
    const time = await clockAfter(async () => {
      const server = keep(
        http.createServer(async (request, response) => {
          await sleep(3);
          for await (const chunk of request) read += (chunk as Buffer).length;
          response.end();
        }),
      );
      const sent = http.request({ port: await port(server), host: "127.0.0.1", method: "POST", agent: false });
      sent.end(Buffer.alloc(size));
      const [response] = (await once(sent, "response")) as [http.IncomingMessage];
      await once(response.resume(), "end");
    });

    expect([time, read]).toEqual([3, size]);
  });
});

describe("an idle connection holds nothing", () => {
  it("of TCP, TLS, HTTP/2 and a Unix socket, whoever reads from it", async () => {
    const name = path.join(os.tmpdir(), `timeloom-idle-${process.pid}-${Math.trunc(performance.now())}`);
    const time = await clockAfter(async () => {
      const secure = keep(tls.createServer({ ...cipher, pskCallback: () => psk.key }));
      const local = keep(net.createServer()).listen(name);
      const sockets = [net.connect(await port(keep(net.createServer())), "127.0.0.1"), net.connect(name)];
      await Promise.all([...sockets.map((socket) => once(socket, "connect")), once(local, "connection")]);
      const other = connectSecurely(await port(secure));
      await once(other, "secureConnect");
      const session = http2.connect(`http://127.0.0.1:${await port(keep(http2.createServer()))}`);
      await once(session, "connect");
      await sleep(3_600);
      for (const socket of [...sockets, other, session]) socket.destroy();
    });

    expect(time).toBe(3_600);
  });

  it("that HTTP was upgraded to: pinged every 25 s, it lives for an hour", async () => {
    const pongs: number[] = [];
    const time = await clockAfter(async () => {
      const server = keep(http.createServer());
      server.on("upgrade", (_request, socket) => {
        socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ping\r\n\r\n");
        socket.on("data", () => socket.write("pong")).on("end", () => socket.end());
      });
      const headers = { connection: "upgrade", upgrade: "ping" };
      const sent = http.request({ port: await port(server), host: "127.0.0.1", headers }).end();
      const [, socket] = (await once(sent, "upgrade")) as [unknown, net.Socket];
      const pinging = createTask(async () => {
        for (;;) {
          await sleep(25);
          await timeout(5).run(() => ask(socket, "ping"));
          pongs.push(getRunningLoop().time());
        }
      });
      await sleep(3_601);
      pinging.cancel();
      socket.resume().end();
      await once(socket, "close");
    });

    expect(time).toBe(3_601);
    expect(pongs).toEqual(Array.from({ length: 144 }, (_, i) => 25 * (i + 1)));
  });

  it("of a server that is closed while a handler still works", async () => {
    const time = await clockAfter(async () => {
      const server = keep(http.createServer(slowAnswer));
      const answer = fetch(`http://127.0.0.1:${await port(server)}`);
      await once(server, "request");
      server.close();
      await Promise.all([once(server, "close"), answer.then((response) => response.text())]);
    });

    expect(time).toBe(3);
  });

  it("of a pool: what can never go on is a deadlock at once", async () => {
    const begun = performance.now();
    const stuck = clockAfter(async () => {
      await (await fetch(`http://127.0.0.1:${await port(keep(http.createServer(slowAnswer)))}`)).text();
      await getRunningLoop().createFuture();
    });

    await expect(stuck).rejects.toThrow(/^Deadlock at t=3 s/);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  it("of a server that an earlier run of the loop has opened", async () => {
    const loop = virtualLoop()();
    const server = keep(http.createServer((_, response) => void loop.callLater(3, () => response.end("hello"))));
    const agent = new http.Agent({ keepAlive: true });
    keep({ close: () => agent.destroy() });
    const to = await loop.runUntilComplete(async () => ({ port: await port(server), host: "127.0.0.1", agent }));
    for (let i = 0; i < 2; i += 1) {
      await loop.runUntilComplete(async () => {
        const [response] = (await once(http.get(to), "response")) as [http.IncomingMessage];
        await once(response.resume(), "end");
      });
    }
    loop.close();

    expect(loop.time()).toBe(6);
  });
});

import { once } from "node:events";
import http2 from "node:http2";
import net from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { timeout } from "#index";
import { port } from "../../host/node/accounting/fixtures/outside.mjs";
import { clockAfter, closeAll, keep } from "./fixtures/virtual-time.mjs";

afterEach(closeAll);

describe("time does not pass", () => {
  /** A deadline that is over at once if anything is overtaken. */
  const inNoTime = (main: () => Promise<unknown>): Promise<number> => clockAfter(() => timeout(0.001).run(main));

  it("before 20 MB have arrived", async () => {
    const time = await inNoTime(async () => {
      const server = keep(net.createServer((socket) => socket.end(Buffer.alloc(20_000_000))));
      const socket = net.connect(await port(server), "127.0.0.1");
      let read = 0;
      for await (const chunk of socket) read += (chunk as Buffer).length;
      expect(read).toBe(20_000_000);
    });

    expect(time).toBe(0);
  });

  it("before a connection is accepted, and its ends are seen on both sides", async () => {
    const time = await inNoTime(async () => {
      const server = keep(net.createServer({ allowHalfOpen: true }));
      const socket = net.connect(await port(server), "127.0.0.1");
      const [accepted] = (await once(server, "connection")) as [net.Socket];
      socket.resume().end();
      accepted.resume();
      await once(accepted, "end");
      accepted.end();
      await once(socket, "close");
    });

    expect(time).toBe(0);
  });

  it("before the other end has noticed that one was destroyed", async () => {
    const time = await inNoTime(async () => {
      const server = keep(net.createServer((accepted) => accepted.resume().on("error", () => {})));
      const socket = net.connect(await port(server), "127.0.0.1");
      const [accepted] = (await once(server, "connection")) as [net.Socket];
      socket.write("the last words");
      socket.destroy();
      await once(accepted, "close");
    });

    expect(time).toBe(0);
  });

  it("before a request of HTTP/2 is answered that has many answers at once", async () => {
    const time = await inNoTime(async () => {
      const server = keep(http2.createServer((_request, response) => response.end(Buffer.alloc(300_000))));
      const session = http2.connect(`http://127.0.0.1:${await port(server)}`);
      await Promise.all(Array.from({ length: 10 }, () => once(session.request({ ":path": "/" }).resume(), "end")));
      session.close();
      await once(session, "close");
    });

    expect(time).toBe(0);
  });
});

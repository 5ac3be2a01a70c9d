import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createNodeServer } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createFuture,
  createTask,
  openConnection,
  openUnixConnection,
  run,
  type Server,
  sleep,
  startServer,
  startUnixServer,
  type StreamReader,
  type StreamWriter,
} from "#index";
import { localhost } from "../../tests/certificates.ts";
import { noHandleLeft } from "../../tests/no-handle-left.ts";
import { portOf } from "../../tests/port-of.ts";
import { bytes, text } from "../../tests/readers.ts";
import { worlds } from "../../tests/worlds.ts";

noHandleLeft();

type Serve = (reader: StreamReader, writer: StreamWriter) => Promise<void>;

const trusted = { ssl: { ca: localhost.cert }, serverHostname: "localhost" };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "timeloom-tls-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function close(server: Server, writer: StreamWriter): Promise<void> {
  writer.close();
  await writer.waitClosed();
  server.close();
  await server.waitClosed();
}

const serveTls = (serve: Serve): Promise<Server> =>
  createTask(startServer(serve, "127.0.0.1", 0, { ssl: localhost })).then((server) => server);

describe.each(worlds)("streams over TLS in the $name world", (world) => {
  it.each(["TCP", "a Unix socket"])("go through %s", (kind) =>
    world.run(async () => {
      const path = join(folder, "socket");
      const answer: Serve = async (reader, writer) => {
        writer.write(await reader.readline());
        writer.write(bytes("Test message"));
        writer.close();
      };
      const isUnix = kind !== "TCP";
      const server = isUnix ? await startUnixServer(answer, path, { ssl: localhost }) : await serveTls(answer);
      const [reader, writer] = isUnix
        ? await openUnixConnection(path, trusted)
        : await openConnection("127.0.0.1", portOf(server), trusted);

      writer.write(bytes("GET /\n"));

      expect(text(await reader.readline())).toBe("GET /\n");
      expect(text(await reader.read())).toBe("Test message");
      expect(reader.atEof()).toBe(true);
      await close(server, writer);
    }),
  );

  it("send all that is buffered before the farewell", () =>
    world.run(async () => {
      const size = 4_000_000;
      let received = 0;
      const server = await serveTls(async (reader, writer) => {
        await sleep(0.05); // the buffers of the connection are full by now
        for (let data = await reader.read(65_536); data.length > 0; data = await reader.read(65_536)) {
          received += data.length;
        }
        writer.close();
      });
      const [, writer] = await openConnection("127.0.0.1", portOf(server), trusted);

      writer.write(new Uint8Array(size));
      await close(server, writer);

      expect(received).toBe(size);
    }));

  it("end when the peer says farewell, for each of many at once", () =>
    world.run(async () => {
      const server = await serveTls(async (reader, writer) => {
        writer.write(await reader.readexactly(20_000));
        writer.close();
        await writer.waitClosed();
      });
      const client = async (): Promise<number> => {
        const [reader, writer] = await openConnection("127.0.0.1", portOf(server), trusted);
        writer.write(new Uint8Array(20_000));
        const answer = await reader.read();
        writer.close();
        await writer.waitClosed();
        return answer.length;
      };

      const clients = Array.from({ length: 25 }, () => createTask(client));

      for (const answered of clients) expect(await answered).toBe(20_000);
      server.close();
      await server.waitClosed();
    }));
});

describe("streams over TLS in the real world", () => {
  it("send what is buffered to a peer that has said farewell, and goes on reading", () =>
    run(async () => {
      const size = 4_000_000;
      let received = 0;
      const ended = createFuture<void>();
      const server = createNodeServer({ ...localhost, allowHalfOpen: true }, (socket) => {
        socket.pause();
        socket.end("farewell");
        setTimeout(() => socket.resume(), 50); // the buffers of the connection are full by then
        socket.on("data", (data) => (received += data.length));
        socket.on("end", () => ended.setResult());
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const [reader, writer] = await openConnection("127.0.0.1", (server.address() as AddressInfo).port, trusted);

      writer.write(new Uint8Array(size));

      expect(text(await reader.read())).toBe("farewell");
      writer.close();
      await ended;
      expect(received).toBe(size);
      server.close();
    }));
});

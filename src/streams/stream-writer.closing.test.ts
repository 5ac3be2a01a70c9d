import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createTask,
  getRunningLoop,
  openConnection,
  openUnixConnection,
  type Server,
  sleep,
  startServer,
  startUnixServer,
  type StreamReader,
  type StreamWriter,
  type Transport,
} from "#index";
import { noHandleLeft } from "../../tests/no-handle-left.ts";
import { portOf } from "../../tests/port-of.ts";
import { bytes, text } from "../../tests/readers.ts";
import { worlds } from "../../tests/worlds.ts";

noHandleLeft();

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "timeloom-closing-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Answers a line with two, and ends. */
async function answer(reader: StreamReader, writer: StreamWriter): Promise<void> {
  await reader.readline();
  writer.write(bytes("HTTP/1.0 200 OK\nTest message"));
  writer.close();
}

async function close(server: Server): Promise<void> {
  server.close();
  await server.waitClosed();
}

/** Whatever the loop is told of. */
function reported(): unknown[] {
  const reports: unknown[] = [];
  getRunningLoop().setExceptionHandler((_, context) => reports.push(context));
  return reports;
}

describe.each(worlds)("closing a stream in the $name world", (world) => {
  it("makes drain() fail afterwards, and is no error that anybody else hears of", () =>
    world.run(async () => {
      const reports = reported();
      const server = await startServer(answer, "127.0.0.1", 0);
      const [reader, writer] = await openConnection("127.0.0.1", portOf(server));
      writer.write(bytes("GET /\n"));
      expect(text(await reader.read())).toBe("HTTP/1.0 200 OK\nTest message");

      writer.close();
      writer.write(bytes("data"));

      await expect(createTask(() => writer.drain())).rejects.toMatchObject({
        message: expect.stringMatching(/^Connection lost\n/),
        code: "ECONNRESET",
      });
      await close(server);
      expect(reports).toEqual([]);
    }));

  it("ends its reader (bpo-35065)", () =>
    world.run(async () => {
      const server = await startServer(answer, "127.0.0.1", 0);
      const [reader, writer] = await openConnection("127.0.0.1", portOf(server));

      writer.close();
      await writer.waitClosed();

      expect(reader.atEof()).toBe(true);
      expect(text(await reader.read())).toBe("");
      await close(server);
    }));
});

describe.each(worlds)("a stream whose peer resets it in the $name world", (world) => {
  it.each(["TCP", "a Unix socket"])("gives the error to who reads, and nobody else hears of it: %s", (kind) =>
    world.run(async () => {
      const reports = reported();
      const path = join(folder, "socket");
      const reset = async (_: StreamReader, writer: StreamWriter): Promise<void> => {
        (writer.transport as Transport).pauseReading();
        await sleep(0.05);
        writer.transport.abort(); // resets the connection, since something is left to read
      };
      const isUnix = kind !== "TCP";
      const server = isUnix ? await startUnixServer(reset, path) : await startServer(reset, "127.0.0.1", 0);
      const [reader, writer] = isUnix
        ? await openUnixConnection(path)
        : await openConnection("127.0.0.1", portOf(server));
      writer.write(new Uint8Array(10_000_000));
      const code = expect.stringMatching(/^(ECONNRESET|EPIPE)$/) as string;

      await expect(createTask(() => reader.read())).rejects.toMatchObject({ code });

      expect(reader.exception()).toMatchObject({ code });
      writer.close();
      await close(server);
      await sleep(0);
      expect(reports).toEqual([]);
    }),
  );
});

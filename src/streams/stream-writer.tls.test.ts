import { describe, expect, it } from "vitest";
import {
  createSubprocessExec,
  createTask,
  openConnection,
  PIPE,
  type Server,
  startServer,
  type StreamReader,
  type StreamWriter,
} from "#index";
import { localhost } from "../../tests/certificates.ts";
import { noHandleLeft } from "../../tests/no-handle-left.ts";
import { portOf } from "../../tests/port-of.ts";
import { programs } from "../../tests/programs.ts";
import { bytes, text } from "../../tests/readers.ts";
import { worlds } from "../../tests/worlds.ts";

noHandleLeft();

const host = "127.0.0.1";
const trusting = { ca: localhost.cert };

async function close(server: Server): Promise<void> {
  server.close();
  await server.waitClosed();
}

/** Reads a line in the clear, goes on over TLS, and answers with that line and what comes then. */
async function upgrading(reader: StreamReader, writer: StreamWriter): Promise<void> {
  const header = await reader.readline();
  await writer.startTls(localhost);
  writer.write(header);
  writer.write(await reader.readline());
  await writer.drain();
  writer.close();
}

describe.each(worlds)("StreamWriter.startTls() in the $name world", (world) => {
  it("goes on over TLS, with the same reader and writer", () =>
    world.run(async () => {
      const server = await startServer(upgrading, host, 0);
      const [reader, writer] = await openConnection(host, portOf(server));
      const before = writer.transport;
      writer.write(bytes("header\n"));

      await writer.startTls(trusting, { serverHostname: "localhost" });
      writer.write(bytes("secret\n"));

      expect(text(await reader.read())).toBe("header\nsecret\n");
      expect(writer.transport).not.toBe(before);
      expect(writer.getExtraInfo("sslcontext")).not.toBe(null);
      expect(writer.canWriteEof()).toBe(false);
      writer.close();
      await writer.waitClosed();
      await close(server);
    }));

  it("reads with backpressure afterwards, from the new transport (gh-152431)", () =>
    world.run(async () => {
      const size = 1_000_000;
      const server = await startServer(
        async (reader, writer) => {
          await reader.readline();
          await writer.startTls(localhost);
          writer.write(new Uint8Array(size));
          await writer.drain();
          writer.close();
        },
        host,
        0,
      );
      const [reader, writer] = await openConnection(host, portOf(server), { limit: 1000 });
      writer.write(bytes("go\n"));
      await writer.startTls(trusting, { serverHostname: "localhost" });

      expect((await reader.readexactly(size)).length).toBe(size);
      writer.close();
      await close(server);
    }));

  it("closes the connection when the handshake fails", () =>
    world.run(async () => {
      const server = await startServer(
        async (reader, writer) => {
          await reader.readline();
          await expect(createTask(() => writer.startTls(localhost))).rejects.toBeInstanceOf(Error);
        },
        host,
        0,
      );
      const [, writer] = await openConnection(host, portOf(server));
      writer.write(bytes("header\n"));

      await expect(createTask(() => writer.startTls({}, { serverHostname: "localhost" }))).rejects.toMatchObject({
        code: "DEPTH_ZERO_SELF_SIGNED_CERT",
      });
      expect(writer.isClosing()).toBe(true);
      await close(server);
    }));
});

describe.each(worlds)("StreamWriter.startTls() over a relay in the $name world", (world) => {
  it("gives the handshake what the reader has read ahead: a header and a hello in one piece (gh-142352)", () =>
    world.run(async () => {
      const server = await startServer(upgrading, host, 0);
      /** Passes everything on, the header and what follows it in one piece. */
      const relay = await startServer(
        async (reader, writer) => {
          const [back, there] = await openConnection(host, portOf(server));
          const header = await reader.readline();
          there.write(Buffer.concat([header, await reader.read(65_536)]));
          const answers = createTask(() => pump(back, writer));
          await pump(reader, there);
          await answers;
        },
        host,
        0,
      );
      const [reader, writer] = await openConnection(host, portOf(relay));
      writer.write(bytes("header\n"));
      await writer.startTls(trusting, { serverHostname: "localhost" });
      writer.write(bytes("secret\n"));

      expect(text(await reader.read())).toBe("header\nsecret\n");
      writer.close();
      await close(server);
      await close(relay);
    }));
});

describe.each(worlds)("StreamWriter.startTls() of a pipe in the $name world", (world) => {
  it("is refused", () =>
    world.run(
      async () => {
        const process = await createSubprocessExec("cat", [], { stdin: PIPE });

        const stdin = process.stdin as StreamWriter;
        await expect(createTask(() => stdin.startTls({}))).rejects.toThrow(
          "Cannot start TLS: this is not a connection\n  hint: a pipe has no TLS",
        );
        await process.communicate();
      },
      { programs },
    ));
});

/** Pass on what comes, up to the end. */
async function pump(reader: StreamReader, writer: StreamWriter): Promise<void> {
  for (let data = await reader.read(65_536); data.length > 0; data = await reader.read(65_536)) {
    writer.write(data);
    await writer.drain();
  }
  writer.close();
}

import assert from "node:assert/strict";
import { gather, type StreamReader, type StreamWriter } from "#index";
import { clientSsl, megabyte, serverSsl } from "./files.ts";

/**
 * A server of lines: it sends each line back, and
 *
 * - after `SEND 1000` as many bytes,
 * - after `STARTTLS` a line `GO`, and goes on over TLS,
 * - after `QUIT`, or the end of what comes in, the line `bye`.
 *
 * asyncio/server.py is the same in Python.
 */
export async function serveLines(reader: StreamReader, writer: StreamWriter): Promise<void> {
  for await (const line of reader) {
    const [command, count] = Buffer.from(line).toString().trim().split(" ");
    if (command === "QUIT") break;
    if (command === "SEND") await sendBack(reader, writer, Number(count));
    else if (command === "STARTTLS") {
      writer.write(Buffer.from("GO\n"));
      await writer.startTls(serverSsl);
    } else writer.write(line);
    await writer.drain();
  }
  writer.write(Buffer.from("bye\n"));
  writer.close();
  await writer.waitClosed();
}

/** Call such a server: a line, a megabyte there and back, the end. asyncio/client.py is the same in Python. */
export async function callForLines(reader: StreamReader, writer: StreamWriter, startTls: boolean): Promise<void> {
  if (startTls) {
    writer.write(Buffer.from("STARTTLS\n"));
    assert.equal(textOf(await reader.readline()), "GO\n");
    await writer.startTls(clientSsl, { serverHostname: "localhost" });
  }
  writer.write(Buffer.from("hello\n"));
  assert.equal(textOf(await reader.readline()), "hello\n");

  writer.write(Buffer.from(`SEND ${megabyte.length}\n`));
  const [, back] = await gather(send(writer, megabyte), reader.readexactly(megabyte.length));
  assert.ok(Buffer.from(megabyte).equals(back));

  if (writer.canWriteEof()) writer.writeEof();
  else writer.write(Buffer.from("QUIT\n"));
  assert.equal(textOf(await reader.read()), "bye\n");
  writer.close();
  await writer.waitClosed();
}

/** In pieces, so that a pipe that is full in one direction meets one that is full in the other. */
async function sendBack(reader: StreamReader, writer: StreamWriter, count: number): Promise<void> {
  for (let left = count; left > 0;) {
    const data = await reader.read(left);
    left -= data.length;
    await send(writer, data);
  }
}

async function send(writer: StreamWriter, data: Uint8Array): Promise<void> {
  writer.write(data);
  await writer.drain();
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}

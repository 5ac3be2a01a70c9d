import type { StreamReader, StreamWriter } from "#index";

/** A request or an answer of HTTP/1.1. */
export interface Message {
  /** The first line. */
  readonly start: string;
  /** By names in small letters. */
  readonly headers: ReadonlyMap<string, string>;
}

/** Read up to and with the empty line. @returns undefined if the peer ends before */
export async function readHead(reader: StreamReader): Promise<Message | undefined> {
  const start = await lineOf(reader);
  if (start === "") return undefined;
  const headers = new Map<string, string>();
  for (let line = await lineOf(reader); line !== ""; line = await lineOf(reader)) {
    const colon = line.indexOf(":");
    headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { start, headers };
}

/** Read the body that follows `headers`. */
export async function readBody(reader: StreamReader, headers: Message["headers"]): Promise<Buffer> {
  if (headers.get("transfer-encoding") !== "chunked") {
    return Buffer.from(await reader.readexactly(Number(headers.get("content-length") ?? 0)));
  }
  const chunks: Uint8Array[] = [];
  for (;;) {
    const length = Number.parseInt(await lineOf(reader), 16);
    chunks.push(await reader.readexactly(length));
    await reader.readexactly(2);
    if (length === 0) return Buffer.concat(chunks);
  }
}

/** A server of ours: a `GET` gets the path back in chunks, a `POST` its body. */
export async function serveHttp(reader: StreamReader, writer: StreamWriter): Promise<void> {
  for (let head = await readHead(reader); head !== undefined; head = await readHead(reader)) {
    const { start, headers } = head;
    if (headers.get("expect") === "100-continue") writer.write(Buffer.from("HTTP/1.1 100 Continue\r\n\r\n"));
    const body = await readBody(reader, headers);
    const [method, path = ""] = start.split(" ");
    writer.write(Buffer.from("HTTP/1.1 200 OK\r\n"));
    if (method === "POST") {
      writer.writelines([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]);
    } else {
      writer.write(Buffer.from("Transfer-Encoding: chunked\r\n\r\n"));
      for (const chunk of [path, "\n", ""]) writer.write(Buffer.from(`${chunk.length.toString(16)}\r\n${chunk}\r\n`));
    }
    await writer.drain();
  }
  writer.close();
  await writer.waitClosed();
}

async function lineOf(reader: StreamReader): Promise<string> {
  return Buffer.from(await reader.readline())
    .toString()
    .trimEnd();
}

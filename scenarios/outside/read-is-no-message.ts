import assert from "node:assert/strict";
import { openConnection, startServer, type StreamReader, type StreamWriter } from "timeloom";
import { onHost, simulatedWorld } from "timeloom/testing";
import type { Bug } from "../bugs/bug.ts";
import { line, text } from "./lines.ts";

// FIFO order passes: each write comes alone. Needed: two of them come in one segment.

export const world = simulatedWorld({ hosts: { client: {}, web: {} } });

export const bugs: readonly Bug[] = [
  {
    id: "read-is-no-message",
    title: "A server takes what one read() returns for one message, and two writes arrive as one",
    source: new URL("https://docs.python.org/3/library/asyncio-stream.html#asyncio.StreamReader.read"),
    tier: "T1",
    level: "env",
    world,
    buggy: readIsNoMessage,
    fixed: readIsNoMessageFixed,
  },
];

export default async function readIsNoMessage(): Promise<void> {
  await program((reader) => reader.read(1_024));
}

export async function readIsNoMessageFixed(): Promise<void> {
  await program((reader) => reader.readline());
}

type Read = (reader: StreamReader) => PromiseLike<Uint8Array>;

async function program(read: Read): Promise<void> {
  const messages: string[] = [];
  const server = await onHost("web", () => startServer((...streams) => serve(messages, read, ...streams), "web", 80));
  const [, writer] = await openConnection("web", 80);
  for (const message of ["deposit 10", "withdraw 5"]) writer.write(line(message));
  writer.close();
  await writer.waitClosed();
  server.close();
  await server.waitClosed();
  assert.deepEqual(messages, ["deposit 10", "withdraw 5"], "two messages are taken for one");
}

async function serve(messages: string[], read: Read, reader: StreamReader, writer: StreamWriter): Promise<void> {
  for (let message = await read(reader); message.length > 0; message = await read(reader)) messages.push(text(message));
  writer.close();
}

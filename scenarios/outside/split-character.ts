import assert from "node:assert/strict";
import { openConnection, startServer, type StreamReader, type StreamWriter } from "timeloom";
import { onHost, simulatedWorld } from "timeloom/testing";
import type { Bug } from "../bugs/bug.ts";

// FIFO order passes: the name comes whole. Needed: it comes in two segments, with half a character in each.

export const world = simulatedWorld({ hosts: { client: {}, web: {} }, link: { sizes: [Infinity, 0.5] } });

export const bugs: readonly Bug[] = [
  {
    id: "split-character",
    title: "A server decodes each segment by itself, and a character lies in two of them",
    source: new URL("https://nodejs.org/api/string_decoder.html"),
    tier: "T1",
    level: "env",
    world,
    buggy: splitCharacter,
    fixed: splitCharacterFixed,
  },
];

export default async function splitCharacter(): Promise<void> {
  await program((decoder, segment) => decoder.decode(segment));
}

export async function splitCharacterFixed(): Promise<void> {
  await program((decoder, segment) => decoder.decode(segment, { stream: true }));
}

type Decode = (decoder: InstanceType<typeof TextDecoder>, segment: Uint8Array) => string;

async function program(decode: Decode): Promise<void> {
  await onHost("web", () => startServer((reader, writer) => serve(decode, reader, writer), "web", 80));
  const [reader, writer] = await openConnection("web", 80);
  writer.write(new TextEncoder().encode("Jörg"));
  writer.writeEof();
  assert.equal(new TextDecoder().decode(await reader.read()), "Hello Jörg", "a character is lost");
  writer.close();
}

async function serve(decode: Decode, reader: StreamReader, writer: StreamWriter): Promise<void> {
  const decoder = new TextDecoder();
  let name = "";
  while (!reader.atEof()) name += decode(decoder, await reader.read(1_024));
  writer.write(new TextEncoder().encode(`Hello ${name}`));
  writer.close();
}

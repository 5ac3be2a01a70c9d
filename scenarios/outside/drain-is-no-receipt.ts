import assert from "node:assert/strict";
import { openConnection, startServer, type StreamReader, type StreamWriter } from "timeloom";
import { onHost, simulatedWorld } from "timeloom/testing";
import type { Bug } from "../bugs/bug.ts";
import { line, text } from "./lines.ts";

// FIFO order passes. Needed: the connection is reset when the entry arrives.

export const world = simulatedWorld({ hosts: { web: {}, audit: {} }, link: { faults: ["reset"] } });

export const bugs: readonly Bug[] = [
  {
    id: "drain-is-no-receipt",
    title: "drain() returns when there is room to write, is taken for a receipt, and an entry is lost",
    source: new URL("https://github.com/python/asyncio/issues/263"),
    tier: "T1",
    level: "env",
    world,
    buggy: drainIsNoReceipt,
    fixed: drainIsNoReceiptFixed,
  },
];

export default async function drainIsNoReceipt(): Promise<void> {
  await program((_, writer) => writer.drain());
}

export async function drainIsNoReceiptFixed(): Promise<void> {
  await program(async (reader) => {
    if (text(await reader.readline()) !== "ok") throw new Error("The log has closed the connection");
  });
}

type Sent = (reader: StreamReader, writer: StreamWriter) => PromiseLike<void>;

async function program(sent: Sent): Promise<void> {
  const log: string[] = [];
  const server = await onHost("audit", () => startServer((...streams) => keep(log, ...streams), "audit", 514));
  const done = await act(sent);
  server.close();
  await server.waitClosed();
  for (const action of done) assert.ok(log.includes(action), `"${action}" is done, and is not in the log`);
}

/** Do what is in the log, and nothing else. */
async function act(sent: Sent): Promise<string[]> {
  const done: string[] = [];
  try {
    const [reader, writer] = await openConnection("audit", 514);
    writer.write(line("delete account 7"));
    await sent(reader, writer);
    done.push("delete account 7");
    writer.close();
    await writer.waitClosed();
  } catch (error) {
    if (!(error instanceof Error)) throw error; // without the log, nothing more is done
  }
  return done;
}

async function keep(log: string[], reader: StreamReader, writer: StreamWriter): Promise<void> {
  try {
    for await (const entry of reader) {
      log.push(text(entry));
      writer.write(line("ok"));
    }
  } catch {
    // the client has gone
  }
  writer.close();
}

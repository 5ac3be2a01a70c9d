import assert from "node:assert/strict";
import { openConnection, startServer, type StreamReader, type StreamWriter, timeout, TimeoutError } from "timeloom";
import { onHost, simulatedWorld } from "timeloom/testing";
import type { Bug } from "../bugs/bug.ts";
import { line, text } from "./lines.ts";

// FIFO order passes. Needed: a reply takes longer than a second.

export const world = simulatedWorld({ hosts: { web: {}, redis: {} } });

export const bugs: readonly Bug[] = [
  {
    id: "late-reply",
    title: "A request times out, its reply stays in the stream, and the next request takes it for its own",
    source: new URL("https://github.com/redis/node-redis/issues/3032"),
    tier: "T1",
    level: "env",
    world,
    buggy: lateReply,
    fixed: lateReplyFixed,
  },
];

export default async function lateReply(): Promise<void> {
  await program(new BuggyClient());
}

export async function lateReplyFixed(): Promise<void> {
  await program(new Client());
}

async function program(client: BuggyClient): Promise<void> {
  await onHost("redis", () => startServer(serve, "redis", 6379));
  for (const key of ["ann", "bob"]) {
    const value = await client.get(key);
    if (value !== undefined) assert.equal(value, `value of ${key}`);
  }
}

async function serve(reader: StreamReader, writer: StreamWriter): Promise<void> {
  try {
    for await (const key of reader) writer.write(line(`value of ${text(key)}`));
  } catch {
    // the client has gone
  }
  writer.close();
}

class BuggyClient {
  protected connection: readonly [StreamReader, StreamWriter] | undefined = undefined;

  /** @returns undefined if the value does not come in time */
  async get(key: string): Promise<string | undefined> {
    const [reader, writer] = (this.connection ??= await openConnection("redis", 6379));
    writer.write(line(key));
    try {
      return text(await timeout(1).run(() => reader.readline()));
    } catch (error) {
      if (!(error instanceof TimeoutError)) throw error;
      this.tooLate?.(writer);
      return undefined;
    }
  }

  protected tooLate?(writer: StreamWriter): void;
}

class Client extends BuggyClient {
  /** Nobody knows what comes next on this connection. */
  protected override tooLate(writer: StreamWriter): void {
    writer.close();
    this.connection = undefined;
  }
}

import assert from "node:assert/strict";
import {
  createTask,
  openConnection,
  sleep,
  startServer,
  type StreamReader,
  type StreamWriter,
  type Task,
} from "timeloom";
import { onHost, simulatedWorld } from "timeloom/testing";
import type { Bug } from "../bugs/bug.ts";
import { line, text } from "./lines.ts";

// FIFO order passes. Needed: the connection is reset, and the heartbeat falls into the time in which the reader connects again.

export const world = simulatedWorld({
  hosts: { web: {}, broker: {} },
  links: { "broker → web": { faults: ["reset"] } },
});

export const bugs: readonly Bug[] = [
  {
    id: "reconnect-twice",
    title:
      "The reader and the heartbeat of a client notice one reset, both connect again, and each message comes twice",
    source: new URL("https://github.com/stomp-js/stompjs/issues/213"),
    tier: "T2",
    level: "env",
    world,
    buggy: reconnectTwice,
    fixed: reconnectTwiceFixed,
  },
];

export default async function reconnectTwice(): Promise<void> {
  await program(new BuggyClient());
}

export async function reconnectTwiceFixed(): Promise<void> {
  await program(new Client());
}

async function program(client: BuggyClient): Promise<void> {
  const subscribers = new Set<StreamWriter>();
  const server = await onHost("broker", () =>
    startServer((...streams) => subscribe(subscribers, ...streams), "broker", 1883),
  );
  await client.connect();
  const heartbeat = createTask(() => client.beat(), { name: "heartbeat" });
  await sleep(25);
  for (const subscriber of subscribers) subscriber.write(line("news"));
  await sleep(5);
  client.stop();
  heartbeat.cancel();
  server.close();
  server.closeClients();
  await server.waitClosed();
  assert.ok(client.received.length <= 1, "the news comes twice");
}

/** Whoever connects gets a greeting, and all news from then on. */
async function subscribe(all: Set<StreamWriter>, reader: StreamReader, writer: StreamWriter): Promise<void> {
  all.add(writer);
  writer.write(line("welcome"));
  try {
    for await (const _ of reader) writer.write(line("pong"));
  } catch {
    // the client has gone
  }
  all.delete(writer);
  writer.close();
}

class BuggyClient {
  readonly received: string[] = [];
  #writer: StreamWriter | undefined = undefined;
  #isStopped = false;

  async connect(): Promise<void> {
    try {
      const [reader, writer] = await openConnection("broker", 1883);
      this.#writer = writer;
      createTask(() => this.#read(reader), { name: "reader" });
    } catch (error) {
      if (!this.#isStopped) throw error;
    }
  }

  stop(): void {
    this.#isStopped = true;
  }

  async beat(): Promise<void> {
    for (;;) {
      await sleep(10);
      await this.#orConnect(async () => {
        this.#writer?.write(line("ping"));
        await this.#writer?.drain();
      });
    }
  }

  async #read(reader: StreamReader): Promise<void> {
    await this.#orConnect(async () => {
      for await (const message of reader) if (text(message) === "news") this.received.push("news");
    });
  }

  async #orConnect(use: () => Promise<void>): Promise<void> {
    try {
      await use();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ECONNRESET") throw error;
      await this.connect();
    }
  }
}

/** Whoever comes second waits for the connection of the first. */
class Client extends BuggyClient {
  #connecting: Task<void> | undefined = undefined;

  override async connect(): Promise<void> {
    this.#connecting ??= createTask(() => this.#connectOnce(), { name: "connecting" });
    await this.#connecting;
  }

  async #connectOnce(): Promise<void> {
    await super.connect();
    this.#connecting = undefined;
  }
}

import {
  createFuture,
  gather,
  openConnection,
  sleep,
  type Server,
  startServer,
  type StreamReader,
  type StreamWriter,
} from "timeloom";
import { onHost, simulatedWorld } from "timeloom/testing";
import type { Bug } from "../bugs/bug.ts";
import { line, text } from "./lines.ts";

// FIFO order passes: the server is closed before the client comes. Needed: the client comes first, and waits for news.

export const world = simulatedWorld({ hosts: { web: {}, ops: {}, client: {} } });

export const bugs: readonly Bug[] = [
  {
    id: "close-waits-for-idle",
    title: "A server that is closed waits for its clients, and one of them waits for the server",
    source: new URL("https://github.com/python/cpython/issues/104344"),
    tier: "T1",
    level: "env",
    world,
    buggy: closeWaitsForIdle,
    fixed: closeWaitsForIdleFixed,
  },
];

export default async function closeWaitsForIdle(): Promise<void> {
  await program(() => undefined);
}

export async function closeWaitsForIdleFixed(): Promise<void> {
  await program((server) => server.closeClients());
}

async function program(beforeWaiting: (server: Server) => void): Promise<void> {
  const stop = createFuture<void>();
  const news = await startServer(serve, "web", 80);
  await startServer(
    async (reader, writer) => {
      if (text(await reader.readline()) === "stop") stop.setResult();
      writer.close();
    },
    "web",
    9000,
  );
  await gather(
    async () => {
      await stop;
      news.close();
      beforeWaiting(news);
      await news.waitClosed();
    },
    onHost("ops", shutDown),
    onHost("client", subscribe),
  );
}

/** Every line of a client is answered. */
async function serve(reader: StreamReader, writer: StreamWriter): Promise<void> {
  for await (const question of reader) writer.write(question);
  writer.close();
}

async function shutDown(): Promise<void> {
  const [reader, writer] = await openConnection("web", 9000);
  writer.write(line("stop"));
  await reader.read();
  writer.close();
}

/** Waits for news on a connection until the server closes it. */
async function subscribe(): Promise<void> {
  await sleep(1);
  try {
    const [reader, writer] = await openConnection("web", 80);
    await reader.read();
    writer.close();
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (!["ECONNREFUSED", "ECONNRESET"].includes(code)) throw error;
  }
}

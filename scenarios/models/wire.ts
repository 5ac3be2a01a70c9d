import { CancelledError, openConnection, sleep, startServer, timeout } from "timeloom";
import { line, text } from "../outside/lines.ts";

/** Ask `host`: a connection, one line there, one line back. @throws {Error} If there is no answer within so many seconds. */
export async function ask<A>(host: string, question: object, within: number = 2): Promise<A> {
  return await timeout(within).run(async () => {
    const [reader, writer] = await openConnection(host, port);
    try {
      writer.write(line(JSON.stringify(question)));
      const answer = text(await reader.readline());
      if (answer === "") throw new Error(`${host} has not answered`);
      return JSON.parse(answer) as A;
    } finally {
      writer.close();
    }
  });
}

/** The program of a host that answers questions until it crashes. */
export async function serve(answer: (question: never) => object | PromiseLike<object>): Promise<void> {
  const server = await startServer(
    async (reader, writer) => {
      try {
        for await (const question of reader) {
          writer.write(line(JSON.stringify(await answer(JSON.parse(text(question)) as never))));
        }
      } catch (error) {
        if (!isBroken(error)) throw error;
      } finally {
        writer.close();
      }
    },
    null,
    port,
  );
  await server.serveForever();
}

/** Try until it works. @param pause - Seconds between two attempts. */
export async function persist<T>(attempt: () => PromiseLike<T | undefined>, pause: number = 1): Promise<T> {
  for (;;) {
    const result = await once(attempt);
    if (result !== undefined) return result;
    await sleep(pause);
  }
}

/** @returns undefined if the network fails, or nobody answers */
export async function once<T>(attempt: () => PromiseLike<T | undefined>): Promise<T | undefined> {
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    return undefined;
  }
}

/** Whether a connection has broken. */
function isBroken(error: unknown): boolean {
  return typeof (error as { readonly code?: unknown }).code === "string";
}

/** Where everybody listens. */
const port = 7000;

import type * as Bullmq from "bullmq";
import type { ConnectionOptions } from "bullmq";
import { UsageError } from "../usage-error.ts";

/**
 * The package BullMQ, and where its Redis is. It is loaded here: who uses no queue need not install it.
 *
 * @throws {UsageError} If the package is missing, or `url` is no address of Redis.
 */
export async function openQueue(command: string, url: string): Promise<OpenQueue> {
  const connection = connectionTo(command, url);
  try {
    return { bullmq: await import("bullmq"), connection };
  } catch (cause) {
    throw new UsageError(`Cannot ${command}: the package bullmq is missing`, "npm i bullmq", cause);
  }
}

/** The queue of all searches, in a Redis that is there. @throws {UsageError} If it is not, or the package is missing */
export async function openSearchQueue(url: string): Promise<OpenQueue & { readonly queue: Bullmq.Queue }> {
  const { bullmq, connection } = await openQueue("explore", url);
  const queue = new bullmq.Queue(queueName, { connection, streams: { events: { maxLen: keptEvents } } });
  try {
    await requireRedis("explore", url, {
      waitUntilReady: () => queue.waitUntilReady(),
      onError: (listener) => queue.on("error", listener),
    });
  } catch (error) {
    void queue.disconnect();
    throw error;
  }
  return { bullmq, connection, queue };
}

/** The package, and the connection that its classes take. */
export interface OpenQueue {
  readonly bullmq: typeof Bullmq;
  readonly connection: ConnectionOptions;
}

/**
 * About how many events Redis keeps, which hold the results of slices. A slice whose result nobody has read in time is run again. Where a
 * program has thousands of conflicting steps, a result that tells of them takes half a megabyte.
 */
const keptEvents = 1_000;

/** The queue of all searches. */
export const queueName = "timeloom";

function connectionTo(command: string, url: string): ConnectionOptions {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^rediss?:$/.test(parsed.protocol)) {
    throw new UsageError(
      `Cannot ${command}: --queue is no address of Redis: "${url}"`,
      "--queue redis://localhost:6379",
    );
  }
  const { hostname, port, username, password, pathname, protocol } = parsed;
  return {
    host: hostname,
    port: port === "" ? 6_379 : Number(port),
    ...(username === "" ? {} : { username: decodeURIComponent(username) }),
    ...(password === "" ? {} : { password: decodeURIComponent(password) }),
    ...(pathname.length > 1 ? { db: Number(pathname.slice(1)) } : {}),
    ...(protocol === "rediss:" ? { tls: {} } : {}),
    maxRetriesPerRequest: null,
    retryStrategy: () => 500, // for ever: Redis may come back
  };
}

/** Wait for Redis. @throws {UsageError} If it is not there at once. */
export async function requireRedis(
  command: string,
  url: string,
  {
    waitUntilReady,
    onError,
  }: {
    readonly waitUntilReady: () => Promise<unknown>;
    readonly onError: (listener: (error: Error) => void) => void;
  },
): Promise<void> {
  const failed = new Promise<Error>((resolve) => onError(resolve));
  const problem = await Promise.race([
    waitUntilReady().then(
      () => undefined,
      (error: Error) => error,
    ),
    failed,
  ]);
  if (problem === undefined) return;
  throw new UsageError(
    `Cannot ${command}: no Redis at ${url}: ${problem.message === "" ? String(problem) : problem.message}`,
    "start redis-server, or name another address",
    problem,
  );
}

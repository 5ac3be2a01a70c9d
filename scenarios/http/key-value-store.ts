import { Redis } from "ioredis";
import RedisMock from "ioredis-mock";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { whileServing } from "../../peers/program.ts";
import { isSimulated } from "./is-simulated.ts";

/**
 * Run `body` with a client of a key-value store: on the host of Debian's Redis, which runs meanwhile, with a socket in a folder of its own;
 * in a simulated world of `ioredis-mock`, behind Redis's protocol.
 */
export async function whileStoring(body: (redis: Redis) => Promise<void>): Promise<void> {
  if (isSimulated()) await whileImitated((port) => asClient(new Redis(port, "127.0.0.1", settings), body));
  else await whileRedis((path) => asClient(new Redis(path, settings), body));
}

const settings = { disableClientInfo: true };

async function asClient(redis: Redis, body: (redis: Redis) => Promise<void>): Promise<void> {
  try {
    await body(redis);
  } finally {
    redis.disconnect();
  }
}

async function whileRedis(body: (path: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "timeloom-redis-"));
  const path = join(folder, "redis.sock");
  try {
    const args = ["--port", "0", "--unixsocket", path, "--dir", folder, "--save", "", "--daemonize", "no"];
    await whileServing("redis-server", args, { stdout: /ready to accept connections/i }, () => body(path));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function whileImitated(body: (port: number) => Promise<void>): Promise<void> {
  await data.flushall();
  const server = createServer((socket) => imitate(socket));
  await once(server.listen(6379, "127.0.0.1"), "listening");
  try {
    await body(6379);
  } finally {
    server.close();
  }
}

const data = new RedisMock();
const commands = data as unknown as Readonly<Record<string, (...args: readonly string[]) => Promise<unknown>>>;

/** Answer the commands of a connection by `ioredis-mock`, one after the other, each once `before` has ended. */
export function imitate(socket: Socket, before?: (name: string, args: readonly string[]) => Promise<void>): void {
  let received = "";
  let work: Promise<void> = Promise.resolve();
  const answer = async (name: string, args: readonly string[]): Promise<void> => {
    await before?.(name, args);
    socket.write(encoded(name === "info" ? "" : await commands[name]?.(...args)));
  };
  socket.on("error", () => undefined);
  socket.on("data", (bytes) => {
    received += String(bytes);
    for (let command = commandOf(received); command !== undefined; command = commandOf(received)) {
      const { name, args, length } = command;
      received = received.slice(length);
      work = work.then(() => answer(name, args));
    }
  });
}

/** The first command, if it is there as a whole: a list of strings, which are plain ASCII here. */
function commandOf(text: string): { name: string; args: string[]; length: number } | undefined {
  const lines = text.split("\r\n");
  const count = 2 * Number(lines[0]?.slice(1)) + 1;
  if (!(lines.length > count)) return undefined;
  const [name = "", ...args] = lines.slice(1, count).filter((_, i) => i % 2 === 1);
  return { name: name.toLowerCase(), args, length: lines.slice(0, count).join("\r\n").length + 2 };
}

function encoded(value: unknown): string {
  if (Array.isArray(value)) return `*${value.length}\r\n${value.map(encoded).join("")}`;
  if (typeof value === "number") return `:${value}\r\n`;
  return `$${String(value).length}\r\n${String(value)}\r\n`;
}

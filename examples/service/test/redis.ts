import RedisMock from "ioredis-mock";
import { createServer, type Server } from "node:net";
import RedisParser from "redis-parser";

const data = new RedisMock();
const commands = data as unknown as Record<string, (...args: readonly string[]) => Promise<unknown>>;

/** A server that speaks Redis's protocol, before `ioredis-mock`. It begins empty. */
export async function createRedis(): Promise<Server> {
  await data.flushall();
  return createServer((socket) => {
    let work: Promise<void> = Promise.resolve();
    const parser = new RedisParser({
      returnReply([name = "", ...args]: readonly string[]) {
        work = work.then(async () => void socket.write(await answer(name.toLowerCase(), args)));
      },
      returnError: (error) => socket.destroy(error),
    });
    socket.on("error", () => undefined);
    socket.on("data", (bytes: Buffer) => parser.execute(bytes));
  });
}

async function answer(name: string, args: readonly string[]): Promise<string> {
  if (name === "info") return encoded("redis_version:7.0.0\r\n");
  try {
    return encoded(await commands[name]?.(...args));
  } catch (error) {
    return `-ERR ${(error as Error).message}\r\n`;
  }
}

function encoded(value: unknown): string {
  if (value === null || value === undefined) return "$-1\r\n";
  if (typeof value === "number") return `:${value}\r\n`;
  if (Array.isArray(value)) return `*${value.length}\r\n${value.map(encoded).join("")}`;
  if (typeof value === "object") return encoded(Object.entries(value).flat());
  if (value === "OK") return "+OK\r\n";
  const text = value as string;
  return `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
}

import { Redis } from "ioredis";
import { createServer } from "node:net";
import { imitate } from "../../http/key-value-store.ts";
import { type Library, limit } from "../library.ts";

export const ioredis: Library = {
  name: "ioredis",
  createServer: async (after) => {
    const isSlow = /^slow:(.*):/;
    return createServer((socket) => {
      imitate(socket, (name, [key = ""]) => after(name === "get" ? Number(isSlow.exec(key)?.[1] ?? 0) : 0));
    });
  },
  open: async (port, host) => {
    const timeouts = { commandTimeout: limit * 1_000, connectTimeout: limit * 1_000 };
    const redis = new Redis({ host, port, ...timeouts, disableClientInfo: true, retryStrategy: () => null });
    return {
      ask: async (delay, size) => {
        const key = `slow:${delay}:${size}`;
        await redis.set(key, "x".repeat(size));
        return (await redis.get(key))?.length ?? 0;
      },
      close: () => redis.disconnect(),
    };
  },
};

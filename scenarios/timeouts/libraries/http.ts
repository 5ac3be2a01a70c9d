import { Agent, createServer, get, type IncomingMessage, type RequestOptions } from "node:http";
import { type Library, limit } from "../library.ts";

export const http: Library = {
  name: "http",
  createServer: async (after) =>
    createServer(async ({ url = "" }, response) => {
      const [, delay, size] = url.split("/").map(Number);
      await after(delay ?? 0);
      const half = Math.floor((size ?? 0) / 2);
      response.write("x".repeat(half));
      response.end("x".repeat((size ?? 0) - half));
    }),
  open: async (port, host) => {
    const agent = new Agent({ keepAlive: true });
    return {
      ask: (delay, size) => sizeOf({ port, host, path: `/${delay}/${size}`, agent }),
      close: () => agent.destroy(),
    };
  },
};

function sizeOf(options: RequestOptions): Promise<number> {
  // oxlint-disable-next-line promise/avoid-new -- events of a request
  return new Promise((resolve, reject) => {
    const counted = (response: IncomingMessage): void => {
      let size = 0;
      response.on("data", ({ length }: Buffer) => (size += length));
      response.on("end", () => resolve(size)).on("error", reject);
    };
    const timeouts = { timeout: limit * 1_000, signal: AbortSignal.timeout(limit * 1_000) };
    const request = get({ ...options, ...timeouts }, counted).on("error", reject);
    request.on("timeout", () => request.destroy(new Error("the request has timed out")));
  });
}

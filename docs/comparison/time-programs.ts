import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** What a test of time may contain, as anybody would write it: no program knows what drives it. */
export const timePrograms: Readonly<Record<string, (signal: AbortSignal) => Promise<string>>> = {
  "ten timers, a hundred promises after each": async () => {
    const start = Date.now();
    for (let step = 0; step < 10; step++) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      for (let turn = 0; turn < 100; turn++) await Promise.resolve();
    }
    return `ends after ${(Date.now() - start) / 1_000} s`;
  },

  "a timer of 30 days, which Node cuts to 1 ms": async () => {
    const start = Date.now();
    await new Promise((resolve) => setTimeout(resolve, 30 * 86_400_000));
    return `ends after ${Math.floor((Date.now() - start) / 86_400_000)} days`;
  },

  "`AbortSignal.timeout()` of an hour": async () => {
    const start = Date.now();
    const signal = AbortSignal.timeout(3_600_000);
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    return `ends after ${(Date.now() - start) / 1_000} s`;
  },

  "an hour of `timers/promises`, imported by name": async (signal) => {
    const start = Date.now();
    await pause(3_600_000, undefined, { signal });
    return `ends after ${(Date.now() - start) / 1_000} s`;
  },

  "a loopback reply, or a timeout of 30 s": async () => {
    const server = createServer((_, response) => void answer().then((text) => response.end(text)));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const timeout = new Promise((resolve) => setTimeout(resolve, 30_000, "the timeout comes first"));
    const reply = fetch(`http://127.0.0.1:${port}`, { headers: { connection: "close" } }).then(
      () => "the reply comes first",
    );
    void reply.then(() => server.close());
    const first = await Promise.race([timeout, reply]);
    return String(first);
  },

  "two that wait for each other": async () => {
    let release = (): void => undefined;
    const first = new Promise<void>((resolve) => (release = resolve));
    const second = first.then(() => undefined);
    await second;
    release();
    return "ends";
  },
};

/** Takes a while, by no timer. */
async function answer(): Promise<string> {
  for (let look = 0; look < 20; look++) await stat(".");
  return "hello";
}

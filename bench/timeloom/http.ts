import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent, createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { getRunningLoop, run, sleep } from "#index";
import { fakeGlobals, simulatedWorld, simulateNetwork, virtualLoop } from "#testing";
import { now, type Program } from "../program.ts";

/** `n` requests by `node:http`, ten at a time over kept connections, on real sockets and Node's own loop. */
export const loopback: Program = (n) => serving((port) => askTenTimes(port, n));

/** The same on a simulated network. */
export const simulated: Program = (n) => onSimulatedNetwork(() => serving((port) => askTenTimes(port, n)));

/** A service that asks another one every second, each time under a time-out of 30 s, for `n` virtual seconds. */
export const polling: Program = (n) =>
  onSimulatedNetwork(() =>
    serving(async (port) => {
      const agent = new Agent({ keepAlive: true });
      const start = now();
      for (let i = 0; i < n; i += 1) {
        await ask(port, agent);
        await sleep(1);
      }
      const elapsed = now() - start;
      assert.ok(getRunningLoop().time() >= n);
      agent.destroy();
      return elapsed;
    }),
  );

async function onSimulatedNetwork(body: () => Promise<number>): Promise<number> {
  using _globals = fakeGlobals();
  using _network = simulateNetwork();
  const world = simulatedWorld({ link: { latency: [0.001] } });
  return await run(body, { loopFactory: virtualLoop({ io: "forbid", maxIterations: Infinity, world }) });
}

async function serving(body: (port: number) => Promise<number>): Promise<number> {
  const server = createServer((_request, response) => response.end("hello"));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const result = await body((server.address() as AddressInfo).port);
  server.close();
  return result;
}

async function askTenTimes(port: number, n: number): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const start = now();
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      for (let i = 0; i < n / 10; i += 1) await ask(port, agent);
    }),
  );
  const elapsed = now() - start;
  agent.destroy();
  return elapsed;
}

/** One request and its whole answer. */
function ask(port: number, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const answered = (response: IncomingMessage): void => {
      let text = "";
      response.setEncoding("utf8").on("data", (data: string) => (text += data));
      response.on("end", () => (text === "hello" ? resolve() : reject(new Error(text))));
    };
    get({ port, host: "127.0.0.1", agent, timeout: 30_000 }, answered).on("error", reject);
  });
}

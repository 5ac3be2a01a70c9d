import assert from "node:assert/strict";
import { gather } from "timeloom";
import { simulate } from "timeloom/testing";
import type { Bug } from "./bug.ts";

// FIFO order finds it: both servers look for a port before either listens on its own.

export const bugs: readonly Bug[] = [
  {
    id: "get-port",
    title: "Two servers are told of the same free port, and the second one cannot listen on it",
    source: new URL("https://github.com/sindresorhus/get-port/issues/23"),
    tier: "T1",
    style: "node",
    buggy: getPort,
    fixed: getPortFixed,
  },
];

export default async function getPort(): Promise<void> {
  await program(async (host) => host.listen(await host.freePort()));
}

export async function getPortFixed(): Promise<void> {
  await program(async (host) => host.listen(anyPort));
}

const anyPort = 0;

type Listen = (host: FakeHost) => Promise<number>;

async function program(listen: Listen): Promise<void> {
  const host = simulate(new FakeHost());
  const [one, other] = await gather(
    () => start(host, listen),
    () => start(host, listen),
  );
  assert.notEqual(one, other);
}

async function start(host: FakeHost, listen: Listen): Promise<number> {
  await host.readSettings();
  return listen(host);
}

class FakeHost {
  readonly #taken = new Set<number>();

  async readSettings(): Promise<string> {
    return "{}";
  }

  async freePort(): Promise<number> {
    return this.#firstFree();
  }

  /** @returns the port, which the host chooses if it is to be any */
  async listen(port: number): Promise<number> {
    const own = port === anyPort ? this.#firstFree() : port;
    if (this.#taken.has(own)) throw new Error(`EADDRINUSE: port ${own} is taken`);
    this.#taken.add(own);
    return own;
  }

  #firstFree(): number {
    let port = 3000;
    while (this.#taken.has(port)) port += 1;
    return port;
  }
}

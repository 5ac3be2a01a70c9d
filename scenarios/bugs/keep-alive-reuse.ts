import { createTask, gather, getRunningLoop, sleep, type Task, type TimerHandle } from "timeloom";
import { shared, simulate } from "timeloom/testing";
import type { Bug } from "./bug.ts";

// FIFO order finds it: the idle timer fires, and a request picks the connection before its close event comes.

export const bugs: readonly Bug[] = [
  {
    id: "keep-alive-reuse",
    title: "A connection that the idle timer has closed is reused before its close event takes it off the list",
    source: new URL("https://github.com/node-modules/agentkeepalive/issues/23"),
    tier: "T1",
    style: "node",
    buggy: keepAliveReuse,
    fixed: keepAliveReuseFixed,
  },
];

export default async function keepAliveReuse(): Promise<void> {
  await program(new BuggyAgent());
}

export async function keepAliveReuseFixed(): Promise<void> {
  await program(new Agent());
}

async function program(agent: BuggyAgent): Promise<void> {
  await agent.request("/first");
  await sleep(idleSeconds);
  await agent.request("/second");
  await agent.end();
}

const idleSeconds = 1;

class BuggyAgent {
  protected readonly network = simulate(new FakeNetwork());
  /** Connections that may be reused, each with the timer that will close it. */
  protected readonly idle = shared(new Map<number, TimerHandle>());
  readonly #closing: Task<void>[] = shared([]);

  async request(path: string): Promise<void> {
    const connection = this.#reuse() ?? (await this.network.connect());
    await this.network.send(connection, path);
    const expire = (): void => {
      this.#closing.push(createTask(() => this.close(connection)));
    };
    this.idle.set(connection, getRunningLoop().callLater(idleSeconds, expire));
  }

  #reuse(): number | undefined {
    for (const [connection, timer] of this.idle) {
      timer.cancel();
      this.idle.delete(connection);
      return connection;
    }
    return undefined;
  }

  /** No timer fires any more; those that have are waited for. */
  async end(): Promise<void> {
    for (const timer of this.idle.values()) timer.cancel();
    await gather(...this.#closing);
  }

  protected async close(connection: number): Promise<void> {
    await this.network.close(connection);
    this.idle.delete(connection);
  }
}

class Agent extends BuggyAgent {
  protected override async close(connection: number): Promise<void> {
    if (this.idle.delete(connection)) await this.network.close(connection);
  }
}

class FakeNetwork {
  readonly #open = new Set<number>();
  #connections = 0;

  async connect(): Promise<number> {
    this.#open.add(++this.#connections);
    return this.#connections;
  }

  async send(connection: number, path: string): Promise<void> {
    if (!this.#open.has(connection)) throw new Error(`ECONNRESET: ${path} was sent on a closed connection`);
  }

  async close(connection: number): Promise<void> {
    this.#open.delete(connection);
  }
}

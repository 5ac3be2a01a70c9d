import assert from "node:assert/strict";
import { createClient } from "graphql-ws";
import { useServer } from "graphql-ws/lib/use/ws";
import { useServer as affectedUseServer } from "graphql-ws-5.14.3/lib/use/ws";
import { sleep } from "timeloom";
import { fakeGlobals, network, simulate, type World } from "timeloom/testing";
import { WebSocket, WebSocketServer } from "ws";
import type { Race } from "./race.ts";
import { clientAndServer } from "./simulated-network.ts";

// FIFO order passes: the subscription is there before the client leaves. Needed: the broker takes so long that the client has left
// before; the subscription is added to the list of a connection that nobody will close again.

export const world: World = clientAndServer("page", "api");

export const races: readonly Race[] = [
  {
    id: "graphql-ws",
    title: "A subscription stays open for ever if its client leaves while it is being made",
    source: new URL("https://github.com/enisdenjo/graphql-ws/issues/532"),
    affected: "graphql-ws 5.14.3",
    corrected: "graphql-ws 5.15.0",
    world,
    buggy: subscribing,
    fixed: subscribingFixed,
    expect: {
      level: "env",
      message: "a subscription is left",
      execution: 12,
      schedule: "v1:main.x0.c0.x0.x1@1=late.4",
      claim: "bounded-proof",
    },
  },
];

export default async function subscribing(): Promise<void> {
  await program(affectedUseServer);
}

export async function subscribingFixed(): Promise<void> {
  await program(useServer);
}

async function program(serve: typeof useServer): Promise<void> {
  using _globals = fakeGlobals();
  const broker = simulate(new FakeBroker(), { within: 1.5 });
  const server = { schema, validate: () => [], subscribe: async () => await broker.subscribe() };
  void network.host("api").run(() => serve(server, new WebSocketServer({ port: 80 })));
  const client = createClient({ url: "ws://api/", webSocketImpl: WebSocket, retryAttempts: 0 });
  client.subscribe({ query: "subscription { prices }" }, { next() {}, error() {}, complete() {} });
  await sleep(1);
  client.terminate();
  await sleep(1);
  assert.equal(broker.subscriptions, 0, "a subscription is left");
}

/** Nobody looks at it: everything is valid, and the broker resolves it. */
const schema = {} as never;

class FakeBroker {
  subscriptions = 0;

  async subscribe(): Promise<AsyncIterableIterator<never>> {
    this.subscriptions += 1;
    const subscription: AsyncIterableIterator<never> = {
      [Symbol.asyncIterator]: () => subscription,
      next: () => new Promise(() => {}),
      return: async () => {
        this.subscriptions -= 1;
        return { done: true, value: undefined };
      },
    };
    return subscription;
  }
}

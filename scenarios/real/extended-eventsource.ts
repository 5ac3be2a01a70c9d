import assert from "node:assert/strict";
import { EventSource } from "extended-eventsource";
import { EventSource as AffectedEventSource } from "extended-eventsource-1.4.6";
import { createServer } from "node:http";
import { sleep } from "timeloom";
import { fakeGlobals, network, type World } from "timeloom/testing";
import type { Race } from "./race.ts";
import { clientAndServer } from "./simulated-network.ts";

// FIFO order passes: the stream is open when its user closes it. Needed: the connection is reset, and the user closes the source
// before it connects again; the source then forgets that it was closed.

export const world: World = clientAndServer("page", "news", { faults: ["reset"] });

export const races: readonly Race[] = [
  {
    id: "extended-eventsource",
    title: "A source of events that has been closed opens again, because it was waiting to reconnect",
    source: new URL("https://github.com/lukas-reining/eventsource/issues/11"),
    affected: "extended-eventsource 1.4.6",
    corrected: "extended-eventsource 1.4.9",
    world,
    buggy: leaving,
    fixed: leavingFixed,
    expect: {
      level: "env",
      message: "it is asked after close()",
      execution: 2,
      schedule: "v1:main.x0.c0.x0@2=reset",
      claim: "bounded-proof",
    },
  },
];

export default async function leaving(): Promise<void> {
  await program(AffectedEventSource);
}

export async function leavingFixed(): Promise<void> {
  await program(EventSource);
}

async function program(Source: typeof EventSource | typeof AffectedEventSource): Promise<void> {
  using _globals = fakeGlobals();
  let requests = 0;
  void network.host("news").run(() =>
    createServer((_request, response) => {
      requests += 1;
      response.writeHead(200, { "content-type": "text/event-stream" }).write(": welcome\n\n");
    }).listen(80),
  );
  const source = new Source("http://news/", { retry: 1_000, logger: silence });
  await sleep(0.5);
  source.close();
  const before = requests;
  await sleep(10);
  assert.equal(requests, before, "it is asked after close()");
}

const silence = { debug() {}, warn() {}, error() {} } as unknown as Console;

import assert from "node:assert/strict";
import { createServer, type Socket } from "node:net";
import { Redis } from "ioredis";
import { Redis as AffectedRedis } from "ioredis-5.3.0";
import { sleep } from "timeloom";
import { fakeGlobals, network, type World } from "timeloom/testing";
import type { Race } from "./race.ts";
import { clientAndServer } from "./simulated-network.ts";

// FIFO order passes: the connection is not lost. Needed: it is lost while a command waits for its answer, and the next one is lost
// before it is ready. Then the command is forgotten, for a list of the commands to send again that holds only the check for readiness.

export const world: World = clientAndServer("web", "redis", { faults: ["reset"], mostFaults: 2 });

export const races: readonly Race[] = [
  {
    id: "ioredis",
    title: "A command is never answered if the connection is lost twice in a row",
    source: new URL("https://github.com/redis/ioredis/issues/1718"),
    affected: "ioredis 5.3.0",
    corrected: "ioredis 5.11.1",
    world,
    buggy: asking,
    fixed: askingFixed,
    expect: {
      level: "env",
      message: "no answer within a minute",
      execution: 11,
      schedule: "v1:main.x0.c0.x0@3=reset,main.x0.c0.x0.x0.c1.t0.x0.c0.x0@2=reset",
      claim: "proof",
    },
  },
];

export default async function asking(): Promise<void> {
  await program(AffectedRedis);
}

export async function askingFixed(): Promise<void> {
  await program(Redis);
}

async function program(Client: typeof Redis | typeof AffectedRedis): Promise<void> {
  using _globals = fakeGlobals();
  void network.host("redis").run(() => createServer(answer).listen(6379));
  const redis = new Client({ host: "redis", disableClientInfo: true });
  redis.on("error", () => undefined);
  assert.equal(await Promise.race([redis.get("tea"), sleep(60)]), "2", "no answer within a minute");
  redis.disconnect();
}

/** Redis, as far as needed: the answer to every command is 2. */
function answer(socket: Socket): void {
  socket.on("error", () => undefined);
  socket.on("data", (bytes) => {
    for (const _ of String(bytes).matchAll(/^\*\d/gm)) socket.write("$1\r\n2\r\n");
  });
}

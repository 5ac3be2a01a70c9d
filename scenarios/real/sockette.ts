import assert from "node:assert/strict";
import Sockette from "sockette";
// @ts-expect-error 2306: the types of the version are no module
import AffectedSockette from "sockette-2.0.5";
import { sleep } from "timeloom";
import { fakeGlobals, network, type World } from "timeloom/testing";
import { WebSocket, WebSocketServer } from "ws";
import type { Race } from "./race.ts";
import { clientAndServer } from "./simulated-network.ts";

// FIFO order passes: the connection stands when its user closes it. Needed: the connection is reset, and the user closes it before it
// is opened again; nobody clears that timer.

export const world: World = clientAndServer("phone", "chat", { faults: ["reset"] });

export const races: readonly Race[] = [
  {
    id: "sockette",
    title: "A socket that has been closed connects once more, because it was waiting to reconnect",
    source: new URL("https://github.com/lukeed/sockette/issues/46"),
    affected: "sockette 2.0.5",
    corrected: "sockette 2.0.6",
    world,
    buggy: leaving,
    fixed: leavingFixed,
    expect: {
      level: "env",
      message: "it has connected after close()",
      execution: 2,
      schedule: "v1:main.x0.c0.x0@2=reset",
      claim: "proof",
    },
  },
];

export default async function leaving(): Promise<void> {
  await program(AffectedSockette as typeof Sockette);
}

export async function leavingFixed(): Promise<void> {
  await program(Sockette);
}

async function program(Socket: typeof Sockette): Promise<void> {
  using _globals = fakeGlobals();
  Object.assign(globalThis, { WebSocket });
  let visits = 0;
  void network.host("chat").run(() => new WebSocketServer({ port: 80 }).on("connection", () => (visits += 1)));
  const socket = new Socket("ws://chat/", { timeout: 1_000 });
  await sleep(0.5);
  socket.close();
  const before = visits;
  await sleep(10);
  assert.equal(visits, before, "it has connected after close()");
}

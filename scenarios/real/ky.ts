import assert from "node:assert/strict";
import ky from "ky";
import affectedKy from "ky-0.28.0";
import { getRunningLoop, sleep } from "timeloom";
import { fakeGlobals, simulate } from "timeloom/testing";
import type { Race } from "./race.ts";

// FIFO order passes: the first try succeeds. Needed: it fails, and the user leaves while ky waits for the next one; nobody tells the
// wait.

export const races: readonly Race[] = [
  {
    id: "ky",
    title: "An aborted request ends only when the wait for its next try is over",
    source: new URL("https://github.com/sindresorhus/ky/issues/390"),
    affected: "ky 0.28.0",
    corrected: "ky 1.14.3",
    buggy: leaving,
    fixed: leavingFixed,
    expect: {
      level: "env",
      message: "it goes on after abort()",
      execution: 2,
      schedule: "v1:main.x0@1=throw",
      claim: "bounded-proof",
    },
  },
];

export default async function leaving(): Promise<void> {
  await program(affectedKy);
}

export async function leavingFixed(): Promise<void> {
  await program(ky);
}

async function program(client: typeof ky | typeof affectedKy): Promise<void> {
  using _globals = fakeGlobals();
  const shop = simulate(new FakeShop(), { failures: [new TypeError("fetch failed")], within: 0.1 });
  const user = new AbortController();
  const request = client.get("http://shop/", { fetch: () => shop.fetch(), signal: user.signal, timeout: false });
  const ended = request.then(
    () => getRunningLoop().time(),
    () => getRunningLoop().time(),
  );
  await sleep(0.2);
  user.abort();
  assert.ok((await ended) <= 0.2, "it goes on after abort()");
}

class FakeShop {
  async fetch(): Promise<Response> {
    return new Response("tea");
  }
}

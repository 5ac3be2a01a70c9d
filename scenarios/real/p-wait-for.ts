import assert from "node:assert/strict";
import pWaitFor, { type Options } from "p-wait-for";
import affectedPWaitFor from "p-wait-for-5.0.0";
import { sleep } from "timeloom";
import { fakeGlobals, simulate } from "timeloom/testing";
import type { Race } from "./race.ts";

// FIFO order passes: the timeout comes between two checks, and clears the timer of the next one. Needed: it comes while a check is
// on its way, which then sets a timer that nobody clears.

export const races: readonly Race[] = [
  {
    id: "p-wait-for",
    title: "A condition is polled for ever if the timeout comes while it is being checked",
    source: new URL("https://github.com/sindresorhus/p-wait-for/issues/27"),
    affected: "p-wait-for 5.0.0",
    corrected: "p-wait-for 5.0.2",
    buggy: polling,
    fixed: pollingFixed,
    expect: {
      level: "env",
      message: "it is polled after the timeout",
      execution: 2,
      schedule: "v1:main.x0@1=late.1",
      claim: "proof",
    },
  },
];

export default async function polling(): Promise<void> {
  await program(affectedPWaitFor);
}

export async function pollingFixed(): Promise<void> {
  await program(pWaitFor);
}

type WaitFor = (condition: () => Promise<boolean>, options: Options<void>) => Promise<void>;

async function program(waitFor: WaitFor): Promise<void> {
  using _globals = fakeGlobals();
  const server = simulate(new FakeServer());
  await assert.rejects(waitFor(() => server.isUp(), { interval: 1_000, timeout: 1_500 }));
  const { polls } = server;
  await sleep(10);
  assert.equal(server.polls, polls, "it is polled after the timeout");
}

class FakeServer {
  polls = 0;

  async isUp(): Promise<boolean> {
    this.polls += 1;
    return false;
  }
}

import assert from "node:assert/strict";
import { Lock, sleep, type Wait } from "timeloom";
import { shared } from "timeloom/testing";
import type { Bug } from "./bug.ts";
import { join } from "./threads.ts";

// FIFO order finds it: both read before either writes.

export const bugs: readonly Bug[] = [
  {
    id: "account",
    title: "A deposit and a withdrawal that both read the balance first lose one of the two",
    source: new URL("https://github.com/mc-imperial/sctbench"),
    tier: "T1",
    buggy: account,
    fixed: accountFixed,
  },
];

export default function* account(): Generator<Wait, void, void> {
  const account = shared({ balance: 100 });
  function* change(amount: number): Generator<Wait, void, void> {
    const before = account.balance;
    yield* sleep(0);
    account.balance = before + amount;
  }
  yield* join(
    () => change(20),
    () => change(-40),
  );
  assert.equal(account.balance, 80, "an update of the balance is lost");
}

export function* accountFixed(): Generator<Wait, void, void> {
  const lock = new Lock();
  const account = shared({ balance: 100 });
  function* change(amount: number): Generator<Wait, void, void> {
    yield* lock.run(function* () {
      const before = account.balance;
      yield* sleep(0);
      account.balance = before + amount;
    });
  }
  yield* join(
    () => change(20),
    () => change(-40),
  );
  assert.equal(account.balance, 80, "an update of the balance is lost");
}

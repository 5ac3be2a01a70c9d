import assert from "node:assert/strict";
import { Lock, sleep, type Wait } from "timeloom";
import { shared } from "timeloom/testing";
import type { Bug } from "./bug.ts";
import { join } from "./threads.ts";

// One must read the balance again after the other has deducted, having checked before: FIFO order only loses an update,
// which leaves the balance above zero.

export const bugs: readonly Bug[] = [
  {
    id: "bank-withdraw",
    title: "Two withdrawals pass the check of the balance before either deducts, and overdraw the account",
    source: new URL("https://github.com/cmu-pasta/fray/blob/main/docs/usage.md"),
    tier: "T1",
    buggy: bankWithdraw,
    fixed: bankWithdrawFixed,
  },
];

class Account {
  balance = 1000;

  *withdraw(amount: number): Generator<Wait, void, void> {
    if (this.balance < amount) return;
    yield* sleep(0);
    const { balance } = this;
    yield* sleep(0);
    this.balance = balance - amount;
  }
}

export default function* bankWithdraw(): Generator<Wait, void, void> {
  const account = shared(new Account());
  yield* join(
    () => account.withdraw(500),
    () => account.withdraw(700),
  );
  assert.ok(account.balance > 0, `the account is overdrawn: ${account.balance}`);
}

export function* bankWithdrawFixed(): Generator<Wait, void, void> {
  const account = shared(new Account());
  const lock = new Lock();
  yield* join(
    () => lock.run(() => account.withdraw(500)),
    () => lock.run(() => account.withdraw(700)),
  );
  assert.ok(account.balance > 0, `the account is overdrawn: ${account.balance}`);
}

import assert from "node:assert/strict";
// @ts-expect-error 7016: the version has no types
import CircuitBreaker from "opossum";
// @ts-expect-error 7016: the version has no types
import AffectedCircuitBreaker from "opossum-4.2.0";
import { gather, sleep } from "timeloom";
import { fakeGlobals, simulate } from "timeloom/testing";
import type { Race } from "./race.ts";

// FIFO order passes: the first failure opens the breaker, and the second call is refused. Needed: both are on their way when they
// fail; the second failure clears the timer that the first one has set.

export const races: readonly Race[] = [
  {
    id: "opossum",
    title: "A circuit breaker stays open for ever if two calls on their way fail",
    source: new URL("https://github.com/nodeshift/opossum/issues/385"),
    affected: "opossum 4.2.0",
    corrected: "opossum 4.2.1",
    buggy: recovering,
    fixed: recoveringFixed,
    expect: {
      level: "env",
      message: "it does not try again",
      execution: 2,
      schedule: "v1:main.0.x0@1=joined",
      claim: "bounded-proof",
    },
  },
];

export default async function recovering(): Promise<void> {
  await program(AffectedCircuitBreaker as typeof Breaker);
}

export async function recoveringFixed(): Promise<void> {
  await program(CircuitBreaker as typeof Breaker);
}

async function program(SomeBreaker: typeof Breaker): Promise<void> {
  using _globals = fakeGlobals();
  const bank = simulate(new FakeBank(), { within: 0.1 });
  const breaker = new SomeBreaker(() => bank.pay(), { resetTimeout: 500, errorThresholdPercentage: 10 });
  const pay = async (): Promise<void> => {
    await assert.rejects(breaker.fire());
  };
  await gather(pay, async () => {
    await bank.customerComes();
    await pay();
  });
  await sleep(0.8);
  assert.ok(!breaker.opened, "it does not try again");
  breaker.shutdown();
}

/** What the package exports. */
declare class Breaker {
  constructor(
    action: () => Promise<void>,
    options: { readonly resetTimeout: number; readonly errorThresholdPercentage: number },
  );
  readonly opened: boolean;
  fire(): Promise<void>;
  shutdown(): void;
}

class FakeBank {
  async pay(): Promise<void> {
    throw new Error("503");
  }

  async customerComes(): Promise<void> {}
}

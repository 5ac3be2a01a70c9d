import { describe, expect } from "vitest";
import { gather, Lock, sleep } from "#index";
import { test } from "#vitest/index";

const fixed = process.env.FIXED === "1";

describe("an account", () => {
  test.explore("keeps every deposit, it's hoped", async () => {
    let balance = 0;
    const lock = new Lock();
    const deposit = async () => {
      const seen = balance;
      await sleep(0.5);
      balance = seen + 1;
    };
    const teller = async (pause) => {
      await sleep(0.2);
      await sleep(pause);
      await (fixed ? lock.run(deposit) : deposit());
    };
    await gather(
      () => (fixed ? lock.run(deposit) : deposit()),
      () => teller(0.3),
    );
    expect(balance).toBe(2);
  });
});

test("passes", async () => {
  await sleep(1);
});

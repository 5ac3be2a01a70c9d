import { fc, test as propertyTest } from "@fast-check/vitest";
import { expect } from "vitest";
import { interleaved } from "#fast-check/index";
import { gather, run, sleep } from "#index";
import { virtualLoop } from "#testing";
import { test } from "#vitest/index";

propertyTest.prop([fc.integer({ min: 0, max: 9 })])(
  "a property runs its own loops beside such tests",
  async (seconds) => {
    const time = await run(() => sleep(seconds, seconds), { loopFactory: virtualLoop() });
    expect(time).toBe(seconds);
  },
);

test("a body on a loop draws values of fast-check", async ({ loop }) => {
  for (const seconds of fc.sample(fc.nat(9), { numRuns: 5, seed: 1 })) await sleep(seconds);
  expect(loop.time()).toBeGreaterThan(0);
});

test("a test that asks for explore may check properties of interleavings", async ({ explore }) => {
  await fc.assert(
    interleaved(fc.nat(3), async (count) => {
      let done = 0;
      await gather(...Array.from({ length: count }, () => async () => void (done += 1)));
      expect(done).toBe(count);
    }),
  );
  expect(explore).toBeTypeOf("function");
});

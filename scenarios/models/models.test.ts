import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FakeGlobals, fakeGlobals, simulateNetwork } from "timeloom/testing";
import { models } from "./index.ts";
import { findMistake, survives } from "./search-model.ts";

let globals: FakeGlobals;
let net: ReturnType<typeof simulateNetwork>;

beforeAll(async () => {
  for (const { prepare } of models) await prepare?.();
  globals = fakeGlobals({ random: true });
  net = simulateNetwork();
}, 120_000);
afterAll(() => {
  net.restore();
  globals.restore();
});

describe.each(models)("$id", ({ world, fixed, planted }) => {
  it.each(planted)("is broken within 2,000 executions if $mistake", { timeout: 120_000 }, async ({ program }) => {
    const found = await findMistake(program, world, 0, 2_000);

    expect(found).toMatchObject({ level: expect.stringMatching(/^(fifo|env)$/), reproduced: 10 });
    expect(found?.deviations).toBeLessThanOrEqual(3);
  });

  it("survives 30 executions, each twice with equal traces", { timeout: 60_000 }, async () => {
    expect(await survives(fixed, world, 30)).toMatchObject({
      seeds: 30,
      failure: undefined,
      differs: false,
      inconclusive: 0,
    });
  });
});

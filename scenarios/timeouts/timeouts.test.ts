import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FakeGlobals, fakeGlobals, simulateNetwork } from "timeloom/testing";
import { libraries } from "./libraries/index.ts";
import { limit } from "./library.ts";
import { realSockets, simulatedSockets } from "./run-trials.ts";

let globals: FakeGlobals;
let net: ReturnType<typeof simulateNetwork>;

beforeAll(async () => {
  for (const { prepare } of libraries) await prepare?.();
  globals = fakeGlobals({ random: true });
  net = simulateNetwork();
}, 120_000); // PostgreSQL starts
afterAll(() => {
  net.restore();
  globals.restore();
});

describe.each([
  { network: "real sockets", trials: realSockets },
  { network: "a simulated network", trials: simulatedSockets },
])("on $network a time-out of 30 s", ({ trials }) => {
  it.each(libraries)("overtakes no answer of $name in 20 trials", { timeout: 60_000 }, async (library) => {
    const { passed, failure, givenUpAfter } = await trials(library, 20);

    expect(failure).toBeUndefined();
    expect(passed).toBe(20);
    expect(Math.floor(givenUpAfter ?? 0)).toBe(limit); // the time-outs are in force
  });
});

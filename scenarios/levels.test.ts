import { beforeAll, describe, expect, it } from "vitest";
import type { Level } from "timeloom/testing";
import { scenarios } from "./index.ts";
import { endingOf, endingsOf } from "./orders.ts";

/** Random orders that each program is run in, at each level. */
const orders = 20;

const levels: readonly Level[] = ["env", "jitter", "any-order"];

// A database takes seconds to start, which are of no test.
beforeAll(async () => {
  for (const program of scenarios.flatMap(({ programs }) => programs)) if ("main" in program) await program.prepare?.();
}, 120_000);

describe.each(scenarios)("$id: $title", ({ programs }) => {
  describe.each(levels)("at %s", (level) => {
    it.each(programs)("$name ends in every order as it states", async (program) => {
      const seen = await endingsOf(program, level, orders);
      expect([...seen.keys()]).toEqual([endingOf(program.expect)]);
    });
  });
});

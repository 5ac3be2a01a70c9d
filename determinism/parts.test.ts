import { describe, expect, it } from "vitest";
import { parts } from "./parts.ts";
import { repeat } from "./repeat.ts";

/** The servers and clients of others: what they keep in the process must not reach the next run. */
const othersCode = /^W1[01] /;

describe.each(parts().filter(({ name }) => name === "scenarios" || name === "the world outside, by seed"))(
  "$name",
  ({ programs, runs }) => {
    it("does the same each time, with other people's servers and clients", async () => {
      const chosen = programs.filter(({ name }) => othersCode.test(name) && !/seed \d\d/.test(name));
      const recorded = await repeat(chosen, runs);
      expect(recorded.length).toBeGreaterThan(8);
      expect(recorded.filter(({ lines }) => lines.length < 10)).toEqual([]);
    });
  },
);

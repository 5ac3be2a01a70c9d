import { env } from "node:process";
import { expect, it } from "vitest";
import { dpor } from "timeloom/testing";
import { survive } from "../hunt.ts";
import { bugs } from "../index.ts";

// Run by instrumented.test.ts, where a plugin lets the programs tell what they touch, and `shared()` declares nothing.

/** What was seen of the programs that declare what they share, by their ids. */
const declared = JSON.parse(env["DECLARED"] ?? "{}") as Readonly<Record<string, object>>;

it.each(Object.entries(declared))("%s", async (id, seen) => {
  const bug = bugs.find((each) => each.id === id);
  if (bug === undefined) throw new RangeError(`there is no bug ${id}`);

  const { executions, claim } = await survive(bug.fixed, dpor(), 2_000, bug);

  expect({ executions, claim }).toEqual(seen);
});

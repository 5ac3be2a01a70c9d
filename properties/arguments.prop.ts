import { expect, it } from "vitest";
import { drawCalls, targets } from "./arguments/draw-calls.mjs";
import { junk } from "./arguments/junk.mjs";
import { walk } from "./arguments/walk.mjs";

// `npm run junk` makes 20,000 of these calls.
it("Whatever is passed to whatever is public, no call ends in an internal text, a hang, a crash or an ignored option", async () => {
  expect(await walk(7, 800)).toEqual([]);
}, 120_000);

it("The calls reach everything public, with fifty kinds of junk and more, and are the same for the same seed", () => {
  const calls = drawCalls(1, 20_000).map(({ code }) => code);
  const met = (name: string): boolean => calls.some((code) => code.includes(`J.${name}`));

  expect(Object.keys(junk).filter(met).length).toBeGreaterThan(50);
  expect(targets().filter(({ callee }) => !calls.some((code) => code.startsWith(`${callee}(`)))).toEqual([]);
  expect(drawCalls(1, 20_000).map(({ code }) => code)).toEqual(calls);
});

import { expect, it } from "vitest";
import { type Case, compareAll } from "./node-order.ts";
import { setNames } from "./programs/kinds.ts";
import { recordsHere } from "./records.ts";

/** Every tenth of the recorded programs. */
const sampled: readonly Case[] = setNames.flatMap((set) =>
  recordsHere(set).flatMap(({ seed, log }, at) => (at % 10 === 0 ? [{ set, seed, log }] : [])),
);

/** What the command prints about `cases`. */
async function printed(cases: readonly Case[]): Promise<string[]> {
  const lines: string[] = [];
  const differing = await compareAll(cases, (text) => lines.push(text));
  return [...lines, `${differing} in all`];
}

it("finds that the recorded programs run in Node's order, in each mode", async () => {
  expect(await printed(sampled)).toEqual([
    `wait: ${sampled.length} programs, 0 differ`,
    `forbid: ${sampled.length} programs, 0 differ`,
    `explore: ${sampled.length} programs, 0 differ`,
    "0 in all",
  ]);
});

it("shows the first difference of a mode, and counts all of them", async () => {
  const planted = sampled.slice(0, 3).map(({ log, ...rest }, at) => {
    const [start = "", first = "", ...others] = log;
    return { ...rest, log: at === 0 ? log : [start, "planted", first, ...others] };
  });
  const [{ seed, log } = { seed: 0, log: [] }] = planted.slice(1);
  const [, , first = "", second = "", third = "", fourth = "", fifth = ""] = log;
  const lines = await printed(planted);

  expect(lines.slice(0, 2)).toEqual([
    "wait: 3 programs, 2 differ",
    [
      `narrow ${seed} differs after 1 labels`,
      "  both      start",
      `  Node      planted ${first} ${second} ${third} ${fourth} …`,
      `  timeloom  ${first} ${second} ${third} ${fourth} ${fifth} …`,
    ].join("\n"),
  ]);
  expect(lines.at(-1)).toBe("6 in all");
});

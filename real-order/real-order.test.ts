import { expect, it } from "vitest";
import { makeProgram, stepsOf } from "./programs/make-program.ts";
import { realOrder } from "./real-order.ts";
import { executionOf } from "./search/execution-of.ts";

const seeds = (count: number, first: number): number[] => Array.from({ length: count }, (_, at) => first + at);
const isBusy = (seed: number): boolean => stepsOf(makeProgram(seed)).some(({ does }) => does === "churn");

/** What the command prints about the programs of these seeds, but for how many are found where. */
async function verdict(of: readonly number[]): Promise<string> {
  const lines: string[] = [];
  await realOrder(of, (text) => lines.push(text));
  return lines.filter((line) => !line.startsWith("found")).join("\n");
}

it("finds what random programs do on the real loop among what explore() does", async () => {
  expect(await verdict(seeds(100, 1))).toBe("100 programs, 0 outside");
});

it("finds it, too, for programs that keep the loop busy while a call comes back", async () => {
  const busy = seeds(800, 1).filter(isBusy).slice(0, 20);

  expect(await verdict(busy)).toBe("20 programs, 0 outside");
});

it("does not find what no loop does", async () => {
  const call = { does: "call", ticks: 0, way: "future by fs.stat", inside: [] } as const;
  const program = [[call, { ...call, does: "sleep", ticks: 1 }], [{ ...call, does: "sleep", ticks: 2 }]] as const;
  const early = ["1.0 sleep", "0.1 sleep", "0.0 call", "end 0"];
  const late = ["1.0 sleep", "0.0 call", "0.1 sleep", "end 0"];

  expect(await executionOf(early, program, "env", 100)).toBeUndefined();
  expect(await executionOf(late, program, "env", 100)).toBeGreaterThan(1);
});

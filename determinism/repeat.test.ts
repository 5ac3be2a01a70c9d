import { expect, it } from "vitest";
import { Differs, repeat, type Repeatable } from "./repeat.ts";

/** A program whose steps are those of `runs`, one list for each time that it runs. */
function program(name: string, ...runs: readonly (readonly string[])[]): Repeatable {
  const left = [...runs];
  return {
    name,
    async run(step) {
      for (const line of left.shift() ?? []) step(line);
    },
  };
}

const same = ["a", "b"];

it("gives the steps of programs that do the same each time", async () => {
  const programs = [program("one", same, same, same), program("two", [], [], [])];
  await expect(repeat(programs, 3)).resolves.toEqual([
    { name: "one", lines: ["a", "b"] },
    { name: "two", lines: [] },
  ]);
});

it("names the program, the run and the step that differs first", async () => {
  const programs = [program("one", same, same, same), program("two", same, same, ["a", "c", "d"])];
  await expect(repeat(programs, 3)).rejects.toThrow(new Differs("two", 3, 2, ["b", "c"]));
});

it("notices a run that ends early, and one that goes on", async () => {
  await expect(repeat([program("short", same, ["a"])], 2)).rejects.toThrow(
    "short: run 2 differs at step 2\n  run 1: b\n  run 2: (has ended)",
  );
  await expect(repeat([program("long", ["a"], same)], 2)).rejects.toThrow(
    "long: run 2 differs at step 2\n  run 1: (has ended)\n  run 2: b",
  );
});

it("names the first of several programs that differ", async () => {
  const programs = [program("one", same, same), program("two", same, []), program("three", same, [])];
  await expect(repeat(programs, 2)).rejects.toThrow("two: run 2 differs at step 1");
});

it("notices what one program leaves behind for another", async () => {
  let left = "nothing";
  const leaver: Repeatable = { name: "leaver", run: async () => void (left = "something") };
  const finder: Repeatable = { name: "finder", run: async (step) => step(left) };
  await expect(repeat([finder, leaver], 2)).rejects.toThrow("finder: run 2 differs at step 1");
});

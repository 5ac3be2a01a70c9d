import { describe, expect, it } from "vitest";
import { type Certificate, explore, NondeterminismError, RaceError } from "#testing";

const file = new URL("fixtures/programs.mjs", import.meta.url);

async function foundBy(workers: number, seed: number): Promise<unknown> {
  const searching: Promise<Certificate> = explore(file, { export: "rare", workers, seed });
  const error = await searching.catch((thrown: unknown) => thrown);
  if (!(error instanceof RaceError)) throw error;
  const { execution, schedule, failure } = error.finding;
  return { execution, schedule, check: failure.check };
}

describe("explore(file)", () => {
  it("finds the same with one thread and with three", async () => {
    for (const seed of [1, 2]) {
      const one = await foundBy(1, seed);

      expect(one).toHaveProperty("check", "body");
      expect(await foundBy(3, seed)).toEqual(one);
    }
  }, 60_000);

  it.each(["guided", "random"])(
    "by %s covers the same with 1, 2 and 3 threads",
    async (strategy) => {
      const settings = { export: "passes", level: "any-order", strategy, executions: 900, coverage: true } as const;
      const one = await explore(file, { ...settings, workers: 1 });

      expect(one.pairs?.seen).toBeGreaterThan(3);
      for (const workers of [2, 3]) expect(await explore(file, { ...settings, workers })).toEqual(one);
    },
    60_000,
  );

  it("proves, by all threads, what there is to prove", async () => {
    const { claim, ended } = await explore(file.href, { export: "passes", workers: "auto", require: "proof" });

    expect([claim.kind, ended]).toEqual(["proof", "exhausted"]);
  });

  it("ends when it is interrupted, with what was covered until then", async () => {
    const controller = new AbortController();
    const searching = explore(file, {
      export: "millisecond",
      workers: 2,
      executions: Infinity,
      strategy: "random",
      signal: controller.signal,
      onProgress: ({ executions }) => executions > 100 && controller.abort(),
    });
    const { ended, executions, claim } = await searching;

    expect([ended, claim.kind]).toEqual(["interrupted", "sample"]);
    expect(executions).toBeGreaterThan(100);
  });

  it("tells when a thread's module remembers earlier executions", async () => {
    const error = await explore(file, { export: "remembers", workers: 1, strategy: "random" }).catch(
      (thrown: unknown) => thrown,
    );

    expect(error).toBeInstanceOf(NondeterminismError);
  });

  it("makes a failure of process.exit()", async () => {
    await expect(explore(file, { export: "exits", workers: 2 })).rejects.toThrow(RaceError);
  });

  it.each([
    [file, { export: "nothing" }, 'no function is exported as "nothing"'],
    [new URL("fixtures/none.mjs", import.meta.url), {}, "it does not load"],
    [file, { export: "passes", workers: 0 }, "Invalid workers: 0"],
    [file, { export: "passes", strategy: "luck" }, 'Invalid strategy: "luck"'],
    [file, { export: "passes", threads: 2 }, "Unknown option of explore(): threads"],
  ])("%s with %j is refused", async (from, settings, problem) => {
    await expect(explore(from, settings)).rejects.toThrow(problem);
  });
});

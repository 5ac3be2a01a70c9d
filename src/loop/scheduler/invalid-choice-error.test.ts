import { describe, expect, it } from "vitest";
import { createTask, gather, run, sleep, ValueError } from "#index";
import { explore, RaceError, type SearchStrategy, simulate, type Strategy, virtualLoop } from "#testing";

const answers: readonly unknown[] = [
  2,
  7,
  -1,
  0.5,
  Number.NaN,
  Infinity,
  undefined,
  null,
  "0",
  true,
  1n,
  {},
  Symbol("s"),
  Object.create(null),
];

function answering(answer: unknown): Strategy {
  return { choose: () => answer as number };
}

function searching(answer: unknown): SearchStrategy {
  return () => ({
    name: "mine",
    next: () => answering(answer),
    ended: () => undefined,
    claim: () => ({ kind: "none" }),
  });
}

async function twoCalls(): Promise<void> {
  const ask = simulate(async () => 1, { latency: [0, 1], failures: [new Error("refused")] });
  const asked = async (): Promise<void> => void (await ask().catch(() => undefined));
  await gather(asked, asked, sleep(1), () => sleep(0.5));
}

describe("a strategy that chooses what does not exist", () => {
  it.each(answers)("ends explore() with an error that names it: %#", async (answer) => {
    for (const level of ["env", "jitter", "any-order"] as const) {
      const error: unknown = await explore(twoCalls, { level, strategy: searching(answer) }).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(ValueError);
      expect((error as Error).message).toMatch(
        /^Cannot go on: strategy "mine" chose \S+ of \d+ alternatives\n  hint: choose\(\) has to return a whole number from 0 to \d+$/,
      );
      expect(error).not.toBeInstanceOf(RaceError);
    }
  });

  it.each(answers)("ends a run on a virtual loop: %#", async (answer) => {
    const loop = virtualLoop({ strategy: answering(answer) })();
    loop.setExceptionHandler(() => undefined); // what is left of the run
    const running = run(async () => void (await gather(createTask(sleep(0)), createTask(sleep(0)))), {
      loopFactory: () => loop,
    });

    await expect(running).rejects.toThrow(/^Cannot go on: the strategy chose \S+ of 2 alternatives\n/);
  });
});

import { describe, expect, it } from "vitest";
import { getRunningLoop, run, sleep, StepLimitError } from "#index";
import { virtualLoop } from "#testing";

describe("an iteration budget", () => {
  it("stops the run before the first iteration that is too many", async () => {
    let started = 0;
    const spin = async (): Promise<never> => {
      for (;;) {
        started += 1;
        await sleep(0);
      }
    };
    await expect(run(spin, { loopFactory: virtualLoop({ maxIterations: 30 }) })).rejects.toThrow(StepLimitError);
    expect(started).toBe(30);
  });

  it("lets no time pass for an iteration that is too many", async () => {
    let now = 0;
    const tick = async (): Promise<never> => {
      for (;;) {
        now = getRunningLoop().time();
        await sleep(1);
      }
    };
    const ended = await run(tick, { loopFactory: virtualLoop({ maxIterations: 9 }) }).catch((error: unknown) => error);
    expect(ended).toBeInstanceOf(StepLimitError);
    expect(ended).toHaveProperty("time", now);
  });

  it("does not stop a run that ends with its last iteration", async () => {
    const twoIterations = virtualLoop({ maxIterations: 2 }); // the main task's only step, and its done callback
    await expect(run(async () => 1, { loopFactory: twoIterations })).resolves.toBe(1);
  });
});

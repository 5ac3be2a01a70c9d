import { fc } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { interleaved, interleavedSync, virtualTime } from "#fast-check/index";
import { createTask, sleep } from "#index";

const plugins = [virtualTime()];

/** A property as it is written without timeloom: it waits for hours and days. */
const waits = fc.asyncProperty(fc.integer({ min: 1, max: 48 }), async (hours) => {
  const begun = Date.now();
  await new Promise((resolve) => setTimeout(resolve, hours * 3_600_000));
  if (hours > 24) throw new Error(`${(Date.now() - begun) / 3_600_000} hours`);
});

describe("virtualTime()", () => {
  it("runs a property of time-outs at once, and lets it shrink", async () => {
    const { failed, counterexample, errorInstance } = await fc.check(waits, { seed: 1, plugins });

    expect([failed, counterexample, String(errorInstance)]).toEqual([true, [25], "Error: 25 hours"]);
  });

  it("begins every run at the same moment", async () => {
    const moments = new Set<number>();
    const property = fc.asyncProperty(fc.nat(), async () => {
      moments.add(Date.now());
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    });
    await fc.assert(property, { numRuns: 20, plugins: [virtualTime({ now: new Date("2030-01-01") })] });

    expect([...moments]).toEqual([Date.UTC(2030, 0, 1)]);
  });

  it("gives the globals back when the last check has ended", async () => {
    const { setTimeout: hostTimeout } = globalThis;
    const faked: boolean[] = [];
    const property = fc.asyncProperty(fc.nat(), async () => void faked.push(globalThis.setTimeout !== hostTimeout));
    await Promise.all([fc.assert(property, { plugins }), fc.assert(property, { plugins })]);

    expect([new Set(faked), globalThis.setTimeout === hostTimeout]).toEqual([new Set([true]), true]);
  });

  it("leaves a synchronous property synchronous", () => {
    const { failed, counterexample } = fc.check(
      fc.property(fc.nat(), (n) => n < 7),
      { plugins },
    );

    expect([failed, counterexample]).toEqual([true, [7]]);
  });

  it("passes preconditions on", async () => {
    const property = fc.asyncProperty(fc.nat(), async (n) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      fc.pre(n % 2 === 0);
    });
    const { failed, numSkips } = await fc.check(property, { plugins, seed: 1 });

    expect([failed, numSkips > 0]).toEqual([false, true]);
  });

  it("fails a run that waits for what can never happen", async () => {
    const property = fc.asyncProperty(fc.nat(), async () => {
      createTask(() => sleep(1), { name: "bystander" });
      await new Promise(() => undefined);
    });
    const { errorInstance, counterexample } = await fc.check(property, { plugins });

    expect(counterexample).toEqual([0]);
    expect(String(errorInstance)).toContain("DeadlockError");
  });

  it("fails a run whose callback throws, or whose task fails unheard", async () => {
    const callback = fc.asyncProperty(fc.nat(), async (n) => {
      setTimeout(() => {
        if (n > 3) throw new Error("in a callback");
      }, 10);
      await new Promise((resolve) => setTimeout(resolve, 20));
    });
    const task = fc.asyncProperty(fc.nat(), async () => {
      createTask(async () => Promise.reject(new Error("unheard")));
      await sleep(1);
    });
    const { errorInstance: first, counterexample } = await fc.check(callback, { plugins });
    const { errorInstance: second } = await fc.check(task, { plugins });

    expect([counterexample, String(first)]).toEqual([[4], expect.stringContaining("in a callback")]);
    expect(String(second)).toContain("unheard");
  });

  it("cancels the tasks that a run leaves behind", async () => {
    let cleaned = 0;
    const property = fc.asyncProperty(fc.nat(), async () => {
      createTask(async () => {
        try {
          await sleep(10);
        } finally {
          cleaned += 1;
        }
      });
      await sleep(1);
    });
    await fc.assert(property, { plugins, numRuns: 5 });

    expect(cleaned).toBe(5);
  });

  it("leaves alone what runs in an order of its own", async () => {
    const slept: number[] = [];
    const body = async (n: number): Promise<void> => {
      await sleep(n);
      slept.push(n);
    };
    await fc.assert(interleaved(fc.nat(), body), { plugins });
    fc.assert(
      interleavedSync(fc.nat(), function* (n) {
        yield* sleep(n);
        slept.push(n);
      }),
      { plugins },
    );
    expect(slept).toHaveLength(200);
  });

  it("refuses settings that are none, or unknown", () => {
    expect(() => virtualTime(null as never)).toThrow("settings must be an object, got null");
    expect(() => virtualTime({ sed: 1 } as never)).toThrow("did you mean seed?");
  });
});

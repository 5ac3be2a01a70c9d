import { fc } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { type GeneratedSchedule, interleaved, interleavedSync, schedule, scheduleOf } from "#fast-check/index";
import { gather, getRunningLoop, sleep, TaskGroup, type Wait } from "#index";

/** One deposit that reads, waits and writes, and others that come after so many turns: first in, first out all is well. */
function* deposits(pauses: readonly number[]): Generator<Wait, void, void> {
  let balance = 0;
  const group = new TaskGroup();
  yield* group.run(function* () {
    group.createTask(function* () {
      const before = balance;
      yield* sleep(0);
      balance = before + 1;
    });
    for (const pause of pauses) {
      group.createTask(function* () {
        for (let turn = 0; turn < pause; turn++) yield* sleep(0);
        balance += 1;
      });
    }
  });
  expect(balance).toBe(pauses.length + 1);
}

const anyPauses = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 5 });

function failureOf(
  parameters: fc.Parameters<[GeneratedSchedule, number[]]> = {},
): fc.RunDetails<[GeneratedSchedule, number[]]> {
  return fc.check(interleavedSync(anyPauses, deposits), { seed: 1, ...parameters });
}

const order = "v1:main.0@1=main.1@1";

describe("schedule()", () => {
  it("shrinks together with the input, to a race of as few tasks and departures as can be", () => {
    const { failed, counterexample } = failureOf();

    expect(failed).toBe(true);
    expect(counterexample?.[1]).toEqual([1]);
    expect(String(counterexample?.[0])).toBe(order);
  });

  it("prints an order that replays the failure, as an example of the property", () => {
    const { counterexample } = failureOf();
    const printed = fc.stringify(counterexample?.[0]);

    expect(printed).toBe(`scheduleOf("${order}")`);
    const again = failureOf({
      examples: [[scheduleOf(order), [1]]],
      numRuns: 1,
      endOnFailure: true,
    });
    expect(again.failed).toBe(true);
  });

  it("replays by fast-check's seed and path", () => {
    const { counterexamplePath, counterexample } = failureOf();

    const again = failureOf({
      path: counterexamplePath ?? "",
      endOnFailure: true,
    });

    expect(fc.stringify(again.counterexample)).toBe(fc.stringify(counterexample));
  });

  it("runs first in, first out when it is empty, and says so", () => {
    const fifo = scheduleOf("v1:");

    fifo.runSync(() => deposits([1, 2]));

    expect(fifo.isDefault).toBe(true);
    expect(fifo.text).toBe("v1:");
  });

  it("gives the same order in every run of the same value", async () => {
    const ran: string[][] = [];
    await fc.assert(
      fc.asyncProperty(schedule(), async (any) => {
        const runs = [await orderOf(any), await orderOf(any)];
        ran.push(...runs);
        expect(runs[0]).toEqual(runs[1]);
      }),
      { seed: 3 },
    );
    expect(new Set(ran.map((names) => names.join(""))).size).toBeGreaterThan(4);
  });

  it("refuses a level that leaves nothing to choose", () => {
    expect(() => schedule({ level: "fifo" })).toThrowErrorMatchingInlineSnapshot(`
      [ValueError: Invalid level: "fifo" leaves nothing to choose
        hint: use "env", "jitter" or "any-order"]
    `);
  });

  it("cancels what a synchronous run leaves behind, and closes its loop", () => {
    let cleaned = false;
    const loop = scheduleOf("v1:").runSync(function* () {
      getRunningLoop().createTask(function* () {
        try {
          yield* sleep(10);
        } finally {
          cleaned = true;
        }
      });
      yield* sleep(0);
      return getRunningLoop();
    });

    expect([cleaned, loop.isClosed()]).toEqual([true, true]);
  });
});

describe("interleaved()", () => {
  it("finds a race of async functions and prints its order", async () => {
    const property = interleaved(fc.integer({ min: 2, max: 4 }), async (count) => {
      let done = 0;
      const work = async (): Promise<void> => {
        const before = done;
        await sleep(0);
        done = before + 1;
      };
      await gather(...Array.from({ length: count }, () => work));
      expect(done).toBe(count);
    });

    const { failed, counterexample } = await fc.check(property, { seed: 1 });

    expect([failed, String(counterexample?.[0]), counterexample?.[1]]).toEqual([true, "v1:", 2]);
  });
});

async function orderOf(any: GeneratedSchedule): Promise<string[]> {
  const names: string[] = [];
  await any.run(async () => {
    await gather(...["a", "b", "c"].map((name) => async () => void names.push(name)));
  });
  return names;
}

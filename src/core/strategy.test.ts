import { describe, expect, it } from "vitest";
import type { Strategy } from "#core/strategy";
import { type Body, createTask, getRunningLoop, run, sleep } from "#index";
import { fifo, follow, virtualLoop } from "#testing";

/** The order in which four tasks that are ready together run. */
async function order(strategy: Strategy): Promise<string> {
  const ran: string[] = [];
  const main: Body<[], void> = function* () {
    for (const name of ["a", "b", "c", "d"]) createTask(async () => void ran.push(name));
    yield* sleep(1);
  };
  await run(main, { loopFactory: virtualLoop({ strategy }) });
  return ran.join("");
}

describe("fifo", () => {
  it("runs what is ready in the order in which it became so", async () => {
    expect(await order(fifo)).toBe("abcd");
  });
});

describe("follow()", () => {
  it.each([
    { schedule: [], ran: "abcd" },
    { schedule: [3, 2, 1], ran: "dcba" },
    { schedule: [1], ran: "bacd" },
    { schedule: [5, 4], ran: "bcad" }, // 5 mod 4, then 4 mod 3
    { schedule: [0, 0, 1], ran: "abdc" },
  ])("takes $schedule as $ran", async ({ schedule, ran }) => {
    expect(await order(follow(schedule))).toBe(ran);
  });

  it("is asked only where there is a choice, as every strategy", () => {
    let asked = 0;
    const strategy: Strategy = {
      choose: () => {
        asked += 1;
        return 0;
      },
    };

    virtualLoop({ strategy })().runSync(function* () {
      for (let i = 0; i < 3; i++) yield* sleep(1);
    });

    expect(asked).toBe(0);
  });

  it("does not offer what was cancelled", async () => {
    const offered: number[] = [];
    const strategy: Strategy = {
      choose: ({ options }) => {
        offered.push(options.length);
        return 0;
      },
    };

    await run(
      function* () {
        const loop = getRunningLoop();
        loop.callSoon(() => {}).cancel();
        loop.callSoon(() => {});
        loop.callSoon(() => {});
        yield* sleep(1);
      },
      { loopFactory: virtualLoop({ strategy }) },
    );

    expect(offered).toEqual([2]);
  });
});

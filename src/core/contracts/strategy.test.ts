import { describe, expect, it } from "vitest";
import type { Strategy } from "#core/contracts/strategy";
import { type Body, createTask, getRunningLoop, run, sleep, TaskGroup } from "#index";
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

describe("the alternatives of a strategy", () => {
  /** The keys of what is ready whenever there is a choice, each once. */
  async function keysOf(main: Body<[], unknown>): Promise<string[]> {
    const keys = new Set<string>();
    const strategy: Strategy = {
      choose: ({ options }) => {
        for (const { title } of options) keys.add(title);
        return 0;
      },
    };
    await run(main, { loopFactory: virtualLoop({ strategy }) });
    return [...keys].toSorted();
  }

  it("are tasks by name, whether they begin, go on, await natively or learn that they may not wait", async () => {
    const keys = await keysOf(async () => {
      createTask(sleep(0), { name: "begins" });
      createTask(
        async () => {
          await sleep(0);
          await sleep(0);
        },
        { name: "native" },
      );
      const refused = createTask(
        function* () {
          yield 7;
        } as unknown as Body<[], void>,
        { name: "refused" },
      );
      await refused.then(null, () => {});
    });

    expect(keys).toEqual(expect.arrayContaining(["Task-1", "begins", "native", "refused"]));
  });

  it("are callbacks and timers, whoever set them", async () => {
    const keys = await keysOf(function* () {
      const loop = getRunningLoop();
      loop.callSoon(() => {});
      loop.callSoon(() => {});
      loop.callAt(1, () => {});
      createTask(sleep(1), { name: "sleeper" });
      yield* new TaskGroup().run(function* (group) {
        group.createTask(sleep(1), { name: "child" });
        group.createTask(sleep(1), { name: "other child" });
      });
    });

    expect(keys).toEqual(
      expect.arrayContaining(["a callback", "a timer", "sleep(1)", "sleeper", "child", "other child"]),
    );
  });
});

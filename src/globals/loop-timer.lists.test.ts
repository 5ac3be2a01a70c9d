import { describe, expect, it } from "vitest";
import { run, sleep } from "#index";
import { fakeGlobals, type Strategy, virtualLoop } from "#testing";

/** The delay of a timer and the milliseconds after which it is set, `10@5`. */
type Timers = readonly string[];

/** In which order timers fire if the loop wakes `late` (0, 1 or 10 ms) once all of them are set, and no more. */
async function orderOf(timers: Timers, late: 0 | 1 | 2): Promise<string> {
  using _globals = fakeGlobals();
  const fired: string[] = [];
  let areSet = false;
  const strategy: Strategy = {
    choose: ({ at, count }) => {
      if (at.kind !== "clock" || count !== 3 || !areSet) return 0;
      areSet = false;
      return late;
    },
  };
  const main = async (): Promise<void> => {
    let now = 0;
    for (const timer of timers) {
      const [delay, instant] = timer.split("@").map(Number) as [number, number];
      if (instant > now) await sleep((instant - now) / 1_000);
      now = instant;
      setTimeout(() => fired.push(timer), delay);
    }
    areSet = true;
    await sleep(1);
  };
  await run(main, { loopFactory: virtualLoop({ level: "jitter", strategy }) });
  return fired.join(" ");
}

describe("timers of the host that are due together, since the loop woke late,", () => {
  const timers: Timers = ["10@0", "12@0", "10@5"];

  it("fire list by list, as on Node: all of one delay before the next", async () => {
    expect(await orderOf(timers, 2)).toBe("10@0 10@5 12@0");
  });

  it("fire by their deadlines if the loop is late by less, or not at all", async () => {
    expect(await orderOf(timers, 0)).toBe("10@0 12@0 10@5");
    expect(await orderOf(timers, 1)).toBe("10@0 12@0 10@5");
  });

  // Recorded on Node 20, 22, 24 and 26, with the loop blocked until all of them were due.
  it.each([
    ["9@0 9@0 10@0 10@0 9@3 9@3", "9@0 9@0 9@3 9@3 10@0 10@0"],
    ["9@0 11@0 10@2 11@2 9@4 10@4", "9@0 9@4 11@0 11@2 10@2 10@4"],
    ["12@0 9@2 10@2 12@4 9@5", "9@2 9@5 12@0 12@4 10@2"],
  ])("fire in the order that was recorded: %s", async (set, recorded) => {
    expect(await orderOf(set.split(" "), 2)).toBe(recorded);
  });
});

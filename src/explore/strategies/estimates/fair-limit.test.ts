import { describe, expect, it } from "vitest";
import { createTask, sleep, type Wait } from "#index";
import { FairAfter, FairLimit } from "#explore/strategies/estimates/fair-limit";
import { ListChoice } from "#loop/scheduler/points/list-choice";
import { seeded } from "#explore/strategies/seeded";
import { type Actor, type ChoicePoint, delayBounded, exhaustive, fifo, pct, type SearchStrategy } from "#testing";
import { searched } from "../fixtures/interleaved.mjs";

const options = ["a", "b", "c"].map((title): Actor => ({ kind: "task", title }));

function point(kind: ChoicePoint["kind"]): ChoicePoint {
  return new ListChoice(kind, { kind: "task", title: "at" }, options);
}

describe("FairLimit", () => {
  it.each([
    { kind: "passed", choices: 10, limit: 300 },
    { kind: "passed", choices: 200, limit: 800 },
    { kind: "failed", choices: 200, limit: 800 },
    { kind: "inconclusive", choices: 9_999, limit: 300 },
  ])("is at $limit when the default order has $choices choices and has $kind", ({ kind, choices, limit }) => {
    const fairLimit = new FairLimit();
    expect(fairLimit.limit).toBe(Infinity);

    fairLimit.learn({ kind, taken: Array.from({ length: choices }, () => 0) });

    expect(fairLimit.limit).toBe(limit);
  });
});

describe("FairAfter", () => {
  it("leaves the first choices to the strategy, and takes each alternative after them", () => {
    const tail = new FairAfter(fifo, 100, () => seeded(0, "tail"));
    const choose = (): number => tail.choose(point("ready"));

    expect(new Set(Array.from({ length: 100 }, choose))).toEqual(new Set([0]));
    expect(tail.reached).toBe(false);
    expect(new Set(Array.from({ length: 100 }, choose))).toEqual(new Set([0, 1, 2]));
    expect(tail.reached).toBe(true);
  });

  it.each(["latency", "fault"] as const)(
    "lets every %s be the default one, so that whoever tries again gets on",
    (kind) => {
      const tail = new FairAfter({ choose: () => 2 }, 1, () => seeded(0, "tail"));
      const taken = Array.from({ length: 50 }, () => tail.choose(point(kind)));

      expect(taken).toEqual([2, ...Array.from({ length: 49 }, () => 0)]);
    },
  );
});

describe.each<{ name: string; make: () => SearchStrategy }>([
  { name: "pct", make: pct },
  { name: "delayBounded", make: delayBounded },
  { name: "exhaustive", make: exhaustive },
])("$name()", ({ make }) => {
  it("is fair even to a program of which the default order never ends", async () => {
    const { kinds, taken } = await searched(make(), endlessInTurn, { most: 8 });

    expect(kinds).toEqual(["inconclusive", ...Array.from({ length: 7 }, () => "passed")]);
    expect(new Set(taken.slice(1).map((each) => each.slice(0, 300))).size).toBeGreaterThan(5);
    if (make === exhaustive) expect(taken[1]?.slice(0, 300)).not.toBe(taken[0]?.slice(0, 300));
  });
});

/** Ends when one of two tasks has two turns in a row, which never happens while they take turns. */
function* endlessInTurn(): Generator<Wait, void, void> {
  const turns: number[] = [];
  const inARow = (): boolean => turns.length > 1 && turns.at(-1) === turns.at(-2);
  const tasks = [0, 1].map((number) =>
    createTask(function* () {
      while (!inARow()) {
        turns.push(number);
        yield* sleep(1);
      }
    }),
  );
  for (const task of tasks) yield* task;
}

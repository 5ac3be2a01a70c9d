import { describe, expect, it } from "vitest";
import { type Coroutine, coroutine, createTask, sleep, type Task, type Wait } from "#index";
import { dpor, exhaustive, type Level, type SearchStrategy, shared, simulate } from "#testing";
import { randomCalls } from "./fixtures/random-calls.mjs";
import { bothOf, outcomesOf, seedsByLevel } from "./fixtures/random-programs.mjs";

// A share of the programs; all of them take minutes: PROGRAMS=2000 ORDERS=20000 npx vitest run src/explore/strategies/dpor
const { PROGRAMS: programs = "30", ORDERS: orders = "600" } = process.env;

interface Fake {
  get(): Coroutine<void>;
}

describe("dpor() where calls are simulated and time passes", () => {
  /** Two tasks that each make calls, one after the other, of one fake or of two. */
  const calling = (calls: number, fakes: 1 | 2, ended: (cells: readonly { order: string }[]) => void) =>
    function* (): Generator<Wait, void, void> {
      const make = (): Fake => simulate({ get: coroutine(function* () {}) });
      const [api, other] = [make(), make()];
      const cells = Array.from({ length: calls }, () => shared({ order: "" }));
      const call = (name: string, of: Fake): Task<void> =>
        createTask(function* () {
          for (const cell of cells) {
            yield* of.get();
            if (fakes === 1) cell.order += name;
          }
        });
      for (const task of [call("a", api), call("b", fakes === 1 ? api : other)]) yield* task;
      ended(cells);
    };
  const searched = (
    strategy: SearchStrategy,
    calls: number,
    fakes: 1 | 2,
    level: Level,
  ): ReturnType<typeof outcomesOf> =>
    outcomesOf(
      strategy,
      { body: (tell) => calling(calls, fakes, (cells) => tell(cells.map(({ order }) => order).join(" "))) },
      5_000,
      ...[undefined, undefined, level],
    );

  it("tells places apart at which the same steps were taken in another order", async () => {
    const { outcomes } = await searched(dpor({ allDeclared: true }), 2, 1, "env");

    expect([...outcomes].map((outcome) => `${outcome}`.split("\n")[0] ?? "").toSorted()).toEqual([
      "ab ab",
      "ab ba",
      "ba ab",
      "ba ba",
    ]);
  });

  it("goes on from each order of steps that conflict, where the same calls are made after it", async () => {
    const body = (tell: (line: string) => void) =>
      function* (): Generator<Wait, void, void> {
        const api: Fake = simulate({ get: coroutine(function* () {}) });
        const [before, after] = [shared({ order: "" }), shared({ order: "" })];
        const call = (name: string): Task<void> =>
          createTask(function* () {
            before.order += name;
            yield* api.get();
            after.order += name;
          });
        for (const task of [call("a"), call("b")]) yield* task;
        tell(`${before.order} ${after.order}`);
      };
    const few = await outcomesOf(dpor({ allDeclared: true }), { body }, 5_000);
    const all = await outcomesOf(exhaustive(), { body }, 5_000);

    expect(few.outcomes).toEqual(all.outcomes);
    expect(few.outcomes.size).toBe(4);
    expect(few.executions).toBeLessThan(all.executions);
  });

  it("goes on once from places that are one", async () => {
    const few = await searched(dpor({ allDeclared: true }), 1, 2, "any-order");
    const all = await searched(exhaustive(), 1, 2, "any-order");

    expect(few.search.claim()).toEqual({ kind: "proof" });
    expect(few.outcomes).toEqual(all.outcomes);
    expect(few.executions).toBeLessThan(all.executions / 2);
  });

  it.each(seedsByLevel(Number(programs)))(
    "comes to the outcomes of all orders of program $seed at $level",
    { timeout: 600_000 },
    async (which) => {
      const both = await bothOf(randomCalls, which, Number(orders));
      if (both === undefined) return;
      const { all, few } = both;

      expect(few.outcomes).toEqual(all.outcomes);
      expect(few.search.claim()).toMatchObject({ kind: "proof" });
      expect(few.executions).toBeLessThanOrEqual(all.executions + 1); // at any-order one to learn that calls are simulated
    },
  );
});

it("tries every order of what is cancelled at the end of the body", async () => {
  const program = {
    body: (tell: (line: string) => void) =>
      function* (): Generator<Wait, void, void> {
        const cell = shared({ order: "" });
        for (const name of ["a", "b"]) {
          createTask(function* () {
            try {
              yield* sleep(1);
            } finally {
              cell.order += name;
              yield* sleep(0);
              cell.order += name;
              if (cell.order.length === 4) tell(cell.order);
            }
          });
        }
        yield* sleep(0.5);
      },
  };
  const all = await outcomesOf(exhaustive(), program, Infinity);
  const few = await outcomesOf(dpor({ allDeclared: true }), program, Infinity);

  expect(all.outcomes.size).toBe(6);
  expect(few.outcomes).toEqual(all.outcomes);
});

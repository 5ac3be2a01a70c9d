import { describe, expect, it } from "vitest";
import { createTask, sleep } from "#index";
import { explore, pos, random, type SearchStrategy, urw } from "#testing";
import { interleaved, searched } from "./fixtures/interleaved.mjs";

/** How often each of the orders of a program comes that has the turns `turns`, as a share of the executions. */
async function shares(strategy: SearchStrategy, turns: readonly number[], most: number): Promise<number[]> {
  const counts = new Map<string, number>();
  let order = "";
  const program = interleaved(turns, (actor) => (order += actor));
  await searched(
    strategy,
    function* () {
      order = "";
      yield* program();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    },
    { most },
  );
  return [...counts.values()].map((count) => count / most);
}

/** Half the sum of the differences to a uniform distribution over so many orders: 0 if it is one, up to 1. */
function distance(found: readonly number[], orders: number): number {
  const seen = found.reduce((sum, share) => sum + Math.abs(share - 1 / orders), 0);
  return (seen + (orders - found.length) / orders) / 2;
}

describe("urw()", () => {
  it.each([
    { turns: [1, 20], orders: 21, near: 0.1 },
    { turns: [20, 1], orders: 21, near: 0.1 },
    { turns: [2, 4, 2], orders: 420, near: 0.25 }, // of 2,000 executions over 420 orders: chance alone makes 0.18
  ])("takes the orders of tasks with $turns turns almost equally often", async ({ turns, orders, near }) => {
    const byUrw = distance(await shares(urw(), turns, 2_000), orders);
    const byRandom = distance(await shares(random(), turns, 2_000), orders);

    expect(byUrw).toBeLessThan(near);
    expect(byUrw).toBeLessThan(byRandom / 1.5);
  });

  it("counts the turns of tasks that a task has yet to make", async () => {
    // One turn of a, against one of b and nine of the task that b makes.
    const program = (took: (name: string) => void) =>
      function* (): ReturnType<ReturnType<typeof interleaved>> {
        createTask(function* () {
          took("a");
        });
        createTask(function* () {
          took("b");
          createTask(interleaved([9]));
        });
        yield* sleep(1);
      };
    let first = "";
    let began = 0;
    await searched(
      urw(),
      function* () {
        first = "";
        yield* program((name) => (first ||= name))();
        if (first === "a") began += 1;
      },
      { most: 1_000 },
    );

    expect(began / 1_000).toBeLessThan(0.2);
  });

  it("counts them no more once the task has made them", async () => {
    // One turn is left to the parent, and eleven to the task that it made and the one which that makes: of the twelve
    // places that its turn has among theirs, two are before the last of the three begins.
    const most = 2_000;
    let hits = 0;
    await searched(
      urw(),
      function* () {
        const turns: string[] = [];
        createTask(function* () {
          createTask(interleaved([9], () => turns.push("child")));
          yield* sleep(0);
          turns.push("parent");
        });
        yield* sleep(1);
        if (turns[0] === "parent") hits += 1;
      },
      { most },
    );

    expect(hits / most).toBeCloseTo(2 / 12, 1);
  });

  it("claims a bound on how often orders fail, in the certificate", async () => {
    await expect(
      explore(interleaved([3, 3]), { level: "any-order", strategy: urw(), executions: 300 }),
    ).resolves.toMatchObject({ strategy: "urw", claim: { kind: "sample", failureProbability: 0.01 } });
  });
});

describe("pos()", () => {
  it("lets one turn wait for 20 of another task in one execution of 21", async () => {
    const most = 4_000;
    const lastOf = async (strategy: SearchStrategy): Promise<number> => {
      let hits = 0;
      let order = "";
      const program = interleaved([1, 20], (actor) => (order += actor));
      await searched(
        strategy,
        function* () {
          order = "";
          yield* program();
          if (order.endsWith("0")) hits += 1;
        },
        { most },
      );
      return hits / most;
    };

    expect(await lastOf(pos())).toBeCloseTo(1 / 21, 2);
    expect(await lastOf(random())).toBeLessThan(0.001);
  });

  it("draws anew for each turn of a task, also if it ran when there was no choice", async () => {
    // The loser of the first draw runs alone, and then meets a newcomer: with its old priority it would mostly lose.
    let wins = 0;
    const most = 4_000;
    await searched(
      pos(),
      function* () {
        let first = "";
        let loser = "";
        for (const name of ["a", "b"]) {
          createTask(function* () {
            if (first === "") {
              first = name;
              return;
            }
            createTask(function* () {
              loser ||= "newcomer";
            });
            yield* sleep(0);
            loser ||= "loser";
          });
        }
        yield* sleep(1);
        if (loser === "loser") wins += 1;
      },
      { most },
    );

    expect(wins / most).toBeCloseTo(0.5, 1);
  });
});

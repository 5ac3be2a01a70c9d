import { describe, expect, it } from "vitest";
import { Executions } from "#explore/execution/executions";
import { type Finding, findingOf } from "#explore/findings/finding";
import { formatSchedule } from "#explore/schedule/schedule";
import { createTask, gather, sleep, type Wait } from "#index";
import { type Level, random, simulate } from "#testing";

type Program = () => Generator<Wait, void, void>;

/** The finding of a random search. */
async function found(body: Program, level: Level): Promise<Finding> {
  const bounds = { seed: 0, maxIterations: 1_000, maxTime: 1_000, checks: new Set<never>() };
  const executions = new Executions(body, bounds);
  const search = random()({ seed: 1, level });
  for (;;) {
    const strategy = search.next();
    if (strategy === undefined) throw new Error("a random search never ends");
    const verdict = await executions.run(level, strategy);
    const { failure } = verdict;
    if (failure === undefined) continue;
    return findingOf(executions, level, { ...verdict, failure }, { strategy: "random", seed: 1 });
  }
}

/** Two tasks that do something at once, each in as many steps as it takes. */
function race(step: (name: string) => Generator<Wait, void, void>, wrong: string): Program {
  return function* () {
    const order: string[] = [];
    yield* gather(
      ...["a", "b"].map((name) =>
        createTask(function* () {
          yield* step(name);
          order.push(name);
        }),
      ),
    );
    if (order.join("") === wrong) throw new Error(`the order was ${wrong}`);
  };
}

function* oneStep(): Generator<Wait, void, void> {
  yield* sleep(0);
}

const always = race(oneStep, "ab");

const arrivals: Program = function* () {
  const fetch = simulate(async (name: string) => name);
  yield* race(function* (name) {
    yield* createTask(async () => void (await fetch(name)));
  }, "ba")();
};

/** The slower one is first only if the machine holds the other one up. */
const slow: Program = race(function* (name) {
  if (name === "a") for (let steps = 0; steps < 2; steps++) yield* sleep(0.001);
  else yield* sleep(0.0025);
}, "ba");

const anyOrder = race(oneStep, "ba");

describe("a finding", () => {
  it.each([
    { level: "fifo", body: always },
    { level: "env", body: arrivals },
    { level: "jitter", body: slow },
    { level: "any-order", body: anyOrder },
  ] as const)("says $level of what occurs there and not below", async ({ level, body }) => {
    const searchedAt = level === "jitter" ? "jitter" : "any-order";

    const finding = await found(body, searchedAt);

    expect(finding.level).toBe(level);
    expect(finding.searchedAt).toBe(searchedAt);
    expect(finding.minimal).toBe(true);
    expect(finding.reproduced).toBe(10);
  });

  it("counts what it had to begin with, and what is left", async () => {
    const finding = await found(anyOrder, "any-order");

    expect(finding.deviations).toBeGreaterThanOrEqual(finding.schedule.length);
    expect(finding.schedule).toHaveLength(1);
    expect(finding.replays).toBeLessThanOrEqual(200);
  });
});

describe("the counterfactual of a finding", () => {
  /** Ten tasks, of which only the first two matter. */
  const crowd: Program = function* () {
    const order: number[] = [];
    for (let task = 0; task < 10; task++) createTask(async () => void order.push(task));
    yield* sleep(1);
    if (order.indexOf(1) < order.indexOf(0)) throw new Error("1 was before 0");
  };

  it("tells the choice that matters from those that do not", async () => {
    const { schedule, counterfactual } = await found(crowd, "any-order");

    expect(formatSchedule(schedule)).toBe("v1:main.0@1=main.1@1");
    expect(counterfactual).toMatchObject({
      level: "any-order",
      choices: 9,
      decisive: schedule,
      verified: true,
      tried: 8,
      irrelevant: 8,
      alsoMatter: [],
      passing: [],
    });
  });

  it("names a choice that would have helped where the default order fails", async () => {
    const { schedule, counterfactual } = await found(always, "any-order");

    expect(schedule).toEqual([]);
    expect(counterfactual?.decisive).toEqual([]);
    expect(formatSchedule(counterfactual?.passing ?? [])).toBe("v1:main.0@1=main.1@1");
    expect(formatSchedule(counterfactual?.alsoMatter ?? [])).toBe("v1:main.0@1=main.1@1,main.0@2=main.1@2");
  });
});

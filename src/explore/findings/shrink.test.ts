import { describe, expect, it } from "vitest";
import { Executions } from "#explore/execution/executions";
import type { Failure } from "#explore/checks/failure";
import { formatSchedule, parseSchedule } from "#explore/schedule/schedule";
import { type Shrunk, shrink } from "#explore/findings/shrink";
import { createFuture, createTask, getRunningLoop, sleep, type Wait } from "#index";
import { type Level, random, simulate } from "#testing";

const bounds = { seed: 0, maxIterations: 1_000, maxTime: 1_000, checks: new Set<never>() };

/** What a random search finds in a program, and what is left of it. */
async function shrunk(body: () => Generator<Wait, void, void>, seed: number, most?: number): Promise<Shrunk> {
  const executions = new Executions(body, bounds);
  const { schedule, failure } = await failing(executions, seed);
  return shrink(executions, "any-order", schedule, failure, most);
}

async function failing(executions: Executions, seed: number): Promise<Pick<Shrunk, "schedule"> & { failure: Failure }> {
  const search = random()({ seed, level: "any-order" });
  for (;;) {
    const strategy = search.next();
    if (strategy === undefined) throw new Error("a random search never ends");
    const { failure, taken } = await executions.run("any-order", strategy);
    if (failure === undefined) continue;
    const { schedule } = await executions.locate("any-order", taken);
    return { schedule, failure };
  }
}

/** Fails if the last of `writers` is overtaken by nobody: it writes before any other has finished. */
function overtaking(writers: number): () => Generator<Wait, void, void> {
  return function* () {
    let finished = 0;
    const tasks = Array.from({ length: writers }, (_, writer) =>
      createTask(function* () {
        for (let step = 0; step < 3; step++) yield* sleep(0);
        if (writer === writers - 1 && finished === 0) throw new Error(`writer ${writer} was first`);
        finished += 1;
      }),
    );
    for (const task of tasks) yield* task;
  };
}

const seeds = Array.from({ length: 10 }, (_, seed) => seed);

describe("shrink()", () => {
  it.each(seeds)(
    "brings forward once what a random order of ten tasks brought forward many times (seed %i)",
    async (seed) => {
      const { schedule, minimal } = await shrunk(overtaking(10), seed);

      expect(formatSchedule(schedule)).toMatch(/^v1:main\.0@\d=main\.9@\d$/);
      expect(minimal).toBe(true);
    },
  );

  it("leaves nothing of an execution that fails in the default order, too", async () => {
    const { schedule, replays } = await shrunk(function* () {
      createTask(() => sleep(1));
      createTask(() => sleep(1));
      yield* sleep(0);
      throw new Error("always");
    }, 1);

    expect(schedule).toEqual([]);
    expect(replays).toBe(1);
  });

  it("never takes more replays than it may, and does not claim what it has not seen then", async () => {
    const { minimal, replays, schedule } = await shrunk(overtaking(10), 0, 4);

    expect(replays).toBe(4);
    expect(minimal).toBe(false);
    expect(schedule.length).toBeGreaterThan(1);
  });

  it("does not slip to another failure on the way", async () => {
    const body = function* (): Generator<Wait, void, void> {
      const order: string[] = [];
      for (const name of ["a", "b", "c"]) createTask(async () => void order.push(name));
      yield* sleep(1);
      if (order.join("") === "cba") throw new Error("reversed");
      if (order[0] !== "a") throw new Error("a is not the first");
    };
    const executions = new Executions(body, bounds);
    const schedule = parseSchedule("v1:main.0@1=main.2@1,main.0@1=main.1@1");
    const { failure } = await executions.replay("any-order", schedule);

    const small = await shrink(executions, "any-order", schedule, failure as Failure);

    expect(failure?.message).toBe("reversed");
    expect(small.schedule).toEqual(schedule);
  });

  it("is not held up by a number in the message that changes", async () => {
    const body = function* (): Generator<Wait, void, void> {
      const order: number[] = [];
      for (const number of [0, 1, 2, 3]) createTask(async () => void order.push(number));
      yield* sleep(1);
      if (order[0] !== 0) throw new Error(`the order was ${order.join(", ")}`);
    };
    const executions = new Executions(body, bounds);
    const schedule = parseSchedule("v1:main.0@1=main.2@1,main.0@1=main.1@1");
    const { failure } = await executions.replay("any-order", schedule);

    const small = await shrink(executions, "any-order", schedule, failure as Failure);

    expect(failure?.message).toBe("the order was 2, 1, 0, 3");
    expect(small.schedule).toHaveLength(1);
  });

  it("prefers fewer switches between tasks and earlier deviations", async () => {
    const body = function* (): Generator<Wait, void, void> {
      const order: string[] = [];
      for (const name of ["a", "b", "c"]) {
        createTask(function* () {
          yield* sleep(0);
          order.push(name);
        });
      }
      yield* sleep(1);
      if (order.indexOf("c") < order.indexOf("b")) throw new Error("c was before b");
    };
    const executions = new Executions(body, bounds);
    const schedule = parseSchedule("v1:main.1@2=main.2@2");
    const { failure } = await executions.replay("any-order", schedule);

    const small = await shrink(executions, "any-order", schedule, failure as Failure);

    expect(formatSchedule(small.schedule)).toBe("v1:main.0@2=main.2@2");
  });

  it("keeps what a sweep did to a task, and drops the order that does not matter", async () => {
    const body = function* (): Generator<Wait, void, void> {
      for (const name of ["a", "b"]) createTask(() => sleep(1), { name });
      const done = createFuture<void>();
      createTask(async () => {
        await sleep(1);
        done.setResult();
      });
      yield* done;
    };
    const executions = new Executions(body, bounds);
    const schedule = parseSchedule("v1:main.0@1=main.1@1,main.2@2=cancel,main.0@2=main.1@2");
    const { failure } = await executions.replay("any-order", schedule);

    const small = await shrink(executions, "any-order", schedule, failure as Failure);

    expect(failure?.check).toBe("deadlock");
    expect(formatSchedule(small.schedule)).toBe("v1:main.2@2=cancel");
  });

  it("passes over orders in which the body waits for something outside", async () => {
    const body = function* (): Generator<Wait, void, void> {
      const order: string[] = [];
      for (const name of ["a", "b", "c"]) createTask(async () => void order.push(name));
      yield* sleep(1);
      if (order.join("") === "bac") yield* createTask(() => afterMacrotask());
      if (order.join("") === "bca") throw new Error("b and c were before a");
    };
    const executions = new Executions(body, bounds);
    const schedule = parseSchedule("v1:main.0@1=main.1@1,main.0@1=main.2@1");
    const { failure } = await executions.replay("any-order", schedule);

    const small = await shrink(executions, "any-order", schedule, failure as Failure);

    expect(small).toMatchObject({ schedule, minimal: true });
  });

  it("takes away what lets time pass before another completion that time passes", async () => {
    const wait = simulate(async () => undefined);
    const body = async (): Promise<void> => {
      createTask(async () => {
        for (let second = 0; second < 9; second++) await sleep(1);
      });
      const late: boolean[] = [];
      for (let call = 0; call < 3; call++) {
        const begin = getRunningLoop().time();
        await wait();
        late.push(getRunningLoop().time() > begin);
      }
      if (late.slice(1).every(Boolean)) throw new Error("two calls in a row were late");
    };

    const small = await shrunkFrom(body, "v1:main.x0@1=late.2,main.x1@1=late.1,main.x2@1=late.1", "env");

    expect(formatSchedule(small.schedule)).toBe("v1:main.x1@1=late.1,main.x2@1=late.1");
  });

  it("takes away two deviations that can only go together", async () => {
    const body = inPhases(2, ([first, second, third, fourth]) => {
      if (first === third && second === "ba" && fourth === "ba") throw new Error("the first and the third agree");
    });

    const small = await shrunkFrom(body, "v1:main.0@1=main.1@1,main.2@1=main.3@1,main.4@1=main.5@1,main.6@1=main.7@1");

    expect(formatSchedule(small.schedule)).toBe("v1:main.2@1=main.3@1,main.6@1=main.7@1");
  });

  it("takes away all that overtakes one task, if it can only go together", async () => {
    const body = inPhases(4, ([first = "", second = "", third = ""]) => {
      const isEnd = first.startsWith("a") || first.endsWith("a");
      if (isEnd && second === "bacd" && third === "bacd") throw new Error("a is at an end");
    });

    const small = await shrunkFrom(
      body,
      "v1:main.4@1=main.5@1,main.0@1=main.1@1,main.0@1=main.2@1,main.0@1=main.3@1,main.8@1=main.9@1",
    );

    expect(formatSchedule(small.schedule)).toBe("v1:main.4@1=main.5@1,main.8@1=main.9@1");
  });

  it("replaces two deviations by another, before others that are necessary", async () => {
    const body = inPhases(3, ([first = "", second, third]) => {
      if (/cba|acb/.test(first) && second === "bac" && third === "bac") throw new Error("c is not the last");
    });

    const small = await shrunkFrom(body, "v1:main.0@1=main.2@1,main.0@1=main.1@1,main.3@1=main.4@1,main.6@1=main.7@1");

    expect(formatSchedule(small.schedule)).toBe("v1:main.1@1=main.2@1,main.3@1=main.4@1,main.6@1=main.7@1");
  });
});

/** What is left of a schedule that fails. */
async function shrunkFrom(
  body: () => Generator<Wait, void, void> | Promise<void>,
  schedule: string,
  level: Level = "any-order",
): Promise<Shrunk> {
  const executions = new Executions(body, bounds);
  const { failure, schedule: happened } = await executions.replay(level, parseSchedule(schedule));
  if (failure === undefined) throw new Error("the schedule does not fail");
  return shrink(executions, level, happened, failure);
}

/** Starts `count` tasks in each of four phases, and judges the order in which those of each phase run: `abc` by default. */
function inPhases(count: number, judge: (orders: readonly string[]) => void): () => Generator<Wait, void, void> {
  return function* () {
    const orders: string[] = [];
    for (let phase = 0; phase < 4; phase++) {
      let order = "";
      for (const name of "abcd".slice(0, count)) createTask(async () => void (order += name));
      yield* sleep(1);
      orders.push(order);
    }
    judge(orders);
  };
}

// oxlint-disable-next-line promise/avoid-new -- the host's own
const afterMacrotask = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

import { describe, expect, it } from "vitest";
import { Names } from "#explore/schedule/names";
import { createFuture, createTask, getRunningLoop, sleep, type Wait } from "#index";
import { type Actor, type ChoicePoint, simulate, type Strategy, virtualLoop } from "#testing";

type Program = () => Generator<Wait, unknown, void> | Promise<unknown>;

/** The names of all entries that were ever ready or expected, and of those that could be chosen between, in order. */
async function namesIn(program: Program): Promise<{ readonly ran: string[]; readonly chosen: string[][] }> {
  const names = new Names();
  const ran: string[] = [];
  const chosen: string[][] = [];
  const strategy: Strategy = {
    choose: ({ options }: ChoicePoint) => {
      chosen.push(names.wakeUps(options));
      return 0;
    },
  };
  const probe = {
    created: names.created.bind(names),
    scheduled: names.scheduled.bind(names),
    advanced: names.advanced.bind(names),
    turn(entry: Actor): void {
      names.turn(entry);
      ran.push(names.wakeUp(entry, 0));
    },
  };
  await virtualLoop({ strategy, probe })().runUntilComplete(program);
  return { ran, chosen };
}

describe("Names", () => {
  it("calls a task by its creator and a counter, and counts its wake-ups", async () => {
    const { ran } = await namesIn(function* () {
      const outer = createTask(function* () {
        yield* createTask(() => sleep(0));
      });
      createTask(() => sleep(0));
      yield* outer;
    });

    expect(ran).toEqual([
      "main@1",
      "main.0@1",
      "main.1@1",
      "main.0.0@1",
      "main.1@2",
      "main.0.0@2",
      "main.0@2",
      "main@2",
      "main.c0@1",
    ]);
  });

  it("counts tasks, timers, callbacks and simulated calls apart", async () => {
    const fetch = simulate(async () => 1);

    const { ran } = await namesIn(async () => {
      const loop = getRunningLoop();
      loop.callLater(1, () => createTask(() => sleep(0)));
      loop.callSoon(() => loop.callSoon(() => {}));
      createTask(() => sleep(0));
      await fetch();
      await sleep(2);
    });

    expect(ran).toContain("main.t0@1");
    expect(ran).toContain("main.t0.0@2");
    expect(ran).toContain("main.c0@1");
    expect(ran).toContain("main.c0.c0@1");
    expect(ran).toContain("main.0@2");
    expect(ran).toContain("main.x0@1");
    expect(ran).toContain("main.t1@1");
  });

  it("names after an eager task what that makes in its first step, not after its creator", async () => {
    const { ran } = await namesIn(function* () {
      yield* createTask(
        function* () {
          yield* createTask(() => sleep(0));
        },
        { eagerStart: true },
      );
    });

    expect(ran).toContain("main.0.0@1");
    expect(ran).not.toContain("main.1@1");
  });

  it("names after a native task what it makes in the turn of another that woke it", async () => {
    const { ran } = await namesIn(async () => {
      const { promise, resolve } = promiseOnItsOwn();
      const waits = createTask(async () => {
        await promise;
        await createTask(() => sleep(0));
      });
      createTask(async () => {
        await sleep(1);
        resolve();
      });
      await waits;
    });

    expect(ran).toContain("main.0.0@1");
  });

  it("tells the strands of a task that awaits several things apart", async () => {
    const { chosen } = await namesIn(async () => {
      await Promise.all([sleep(0), sleep(0), createTask(() => sleep(0))]);
    });

    expect(chosen[0]).toEqual(["main.0@1", "main@2", "main@3"]);
  });

  it("names a callback of a future after whoever sets its result", async () => {
    const { ran } = await namesIn(function* () {
      const future = createFuture<void>();
      future.addDoneCallback(() => {});
      yield* createTask(async () => future.setResult());
    });

    expect(ran).toContain("main.0.c0@1");
  });
});

function promiseOnItsOwn(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {};
  // oxlint-disable-next-line promise/avoid-new -- Promise.withResolvers() is not in Node 20
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}

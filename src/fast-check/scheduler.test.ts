import { fc } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { scheduler, virtualTime } from "#fast-check/index";
import { auto, coverageGuided, exhaustive, pct, pos, random, type SearchStrategy, urw } from "#testing";

type AnyScheduler = fc.Arbitrary<fc.Scheduler>;

/** Users type ahead, and the answer to an old request must not win: fast-check's own example of a race. */
function search(schedulers: AnyScheduler, careful: boolean): fc.IAsyncPropertyWithHooks<[fc.Scheduler, string[]]> {
  const queries = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 6 });
  return fc.asyncProperty(schedulers, queries, async (s, typed) => {
    let shown = "";
    let latest = 0;
    const lookup = s.scheduleFunction(async function lookup(query: string) {
      return query.toUpperCase();
    });
    const type = async (query: string): Promise<void> => {
      const mine = ++latest;
      const answer = await lookup(query);
      if (!careful || mine === latest) shown = answer;
    };
    for (const query of typed) void type(query);
    await s.waitIdle();
    expect(shown).toBe(typed.at(-1)?.toUpperCase());
  });
}

/** Deposits that read and write a store: `locked` ones wait for each other. */
function account(schedulers: AnyScheduler, locked: boolean): fc.IAsyncPropertyWithHooks<[fc.Scheduler, number]> {
  return fc.asyncProperty(schedulers, fc.integer({ min: 2, max: 5 }), async (s, count) => {
    let stored = 0;
    const read = s.scheduleFunction(async () => stored);
    const write = s.scheduleFunction(async (value: number) => void (stored = value));
    let last: Promise<void> = Promise.resolve();
    const deposit = async (): Promise<void> => write((await read()) + 1);
    const begin = (): Promise<void> => (last = locked ? last.then(deposit) : deposit());
    await s.waitFor(Promise.all(Array.from({ length: count }, begin)));
    expect(stored).toBe(count);
  });
}

/** Two sequences share a file that must be open while it is written. */
function sequences(schedulers: AnyScheduler, counted: boolean): fc.IAsyncPropertyWithHooks<[fc.Scheduler]> {
  return fc.asyncProperty(schedulers, async (s) => {
    let open = 0;
    const user = [
      async function opens() {
        open = counted ? open + 1 : 1;
      },
      async function writes() {
        if (open === 0) throw new Error("closed");
      },
      async function closes() {
        open = counted ? open - 1 : 0;
      },
    ];
    const users = [s.scheduleSequence(user), s.scheduleSequence(user)];
    await s.waitAll();
    expect(users.map(({ done, faulty }) => [done, faulty])).toEqual([
      [true, false],
      [true, false],
    ]);
  });
}

const programs = { search, account, sequences };
const properties = Object.entries(programs).map(([name, make]) => ({ name, make }));
const strategies: readonly { readonly name: string; readonly make: () => SearchStrategy }[] = [
  { name: "random", make: random },
  { name: "pos", make: pos },
  { name: "pct(2)", make: () => pct({ depth: 2 }) },
  { name: "urw", make: urw },
];

describe("scheduler()", () => {
  it.each(properties)("agrees with fc.scheduler() on $name, with every strategy", async ({ make }) => {
    const check = (schedulers: AnyScheduler, correct: boolean): Promise<boolean> =>
      fc
        .check<unknown>(make(schedulers, correct) as fc.IAsyncProperty<unknown>, { seed: 5, numRuns: 300 })
        .then(({ failed }) => failed);
    for (const correct of [false, true]) {
      const expected = await check(fc.scheduler(), correct);
      expect(expected).toBe(!correct);
      for (const strategy of strategies) {
        expect([strategy.name, await check(scheduler({ strategy: strategy.make() }), correct)]).toEqual([
          strategy.name,
          expected,
        ]);
      }
    }
  });

  it("releases in every order in which fc.scheduler() does, and in no other", async () => {
    const orders = async (schedulers: AnyScheduler): Promise<string[]> => {
      const seen = new Set<string>();
      const property = fc.asyncProperty(schedulers, async (s) => {
        for (const label of ["a", "b", "c"]) void s.schedule(Promise.resolve(label), label);
        s.scheduleSequence([{ builder: async () => 1, label: "d" }, async function e() {}]);
        await s.waitOne();
        await s.waitNext(2);
        await s.waitIdle();
        seen.add(
          s
            .report()
            .map(({ label }) => label)
            .join(""),
        );
      });
      await fc.assert(property, { seed: 2, numRuns: 2_000 });
      return [...seen].toSorted();
    };
    const expected = await orders(fc.scheduler());

    expect(expected).toHaveLength(60); // 5! orders, in half of which d comes before e
    expect(await orders(scheduler())).toEqual(expected);
    expect(await orders(scheduler({ strategy: pos() }))).toEqual(expected);
  });

  it("shrinks the order with the input, where fc.scheduler() keeps what it drew", async () => {
    const released = async (schedulers: AnyScheduler): Promise<string[]> => {
      const property = fc.asyncProperty(schedulers, async (s) => {
        const ended: number[] = [];
        for (let i = 1; i <= 12; i++) void s.schedule(Promise.resolve(i)).then((value) => ended.push(value));
        await s.waitAll();
        expect(ended.indexOf(3)).toBeLessThan(ended.indexOf(9));
      });
      const found = await Promise.all([1, 2, 3, 4, 5].map((seed) => fc.check(property, { seed })));
      return found.map(
        ({ counterexample }) =>
          counterexample?.[0]
            .report()
            .map(({ taskId }) => taskId)
            .join(" ") ?? "",
      );
    };
    const shrunk = new Set(await released(scheduler()));

    for (const order of shrunk) expect(departures(order)).toBeLessThanOrEqual(2);
    for (const order of await released(fc.scheduler())) expect(departures(order)).toBeGreaterThan(4);
  });

  it("prints what fc.schedulerFor() replays", async () => {
    const { counterexample } = await fc.check(search(scheduler(), false), { seed: 1 });
    const released = counterexample?.[0].report().map(({ taskId }) => taskId) ?? [];
    const again = await fc.check(
      search(
        fc.constant(0).map(() => fc.schedulerFor(released)),
        false,
      ),
      {
        examples: [[fc.schedulerFor(released), counterexample?.[1] ?? []]],
        numRuns: 1,
        endOnFailure: true,
      },
    );

    expect([again.failed, fc.stringify(again.counterexample)]).toEqual([true, fc.stringify(counterexample)]);
  });

  it.each(strategies)("replays by fast-check's seed and path, with $name", async ({ make }) => {
    const property = (): fc.IAsyncPropertyWithHooks<[fc.Scheduler, number]> =>
      account(scheduler({ strategy: make() }), false);
    const { seed, counterexamplePath, counterexample } = await fc.check(property(), { seed: 9 });

    const again = await fc.check(property(), { seed, path: counterexamplePath ?? "", endOnFailure: true });

    expect([again.failed, again.numRuns, fc.stringify(again.counterexample)]).toEqual([
      true,
      1,
      fc.stringify(counterexample),
    ]);
  });

  it("keeps labels, metadata and act", async () => {
    const acts: string[] = [];
    const act = async (f: () => Promise<void>): Promise<void> => {
      acts.push("outer");
      await f();
    };
    const property = fc.asyncProperty(scheduler<number>({ act }), async (s) => {
      void s.schedule(Promise.resolve(1), "one", 7, async (f) => {
        acts.push("inner");
        await f();
      });
      await s.waitAll();
      expect(s.report()).toEqual([
        { status: "resolved", schedulingType: "promise", taskId: 1, label: "one", metadata: 7, outputValue: "1" },
      ]);
    });
    await fc.assert(property, { numRuns: 1 });

    expect(acts).toEqual(["outer", "inner"]);
  });

  it("runs on a virtual loop, where what is scheduled may wait for timers", async () => {
    const property = fc.asyncProperty(scheduler(), async (s) => {
      const later = s.scheduleFunction(async (hours: number) => {
        await new Promise((resolve) => setTimeout(resolve, hours * 3_600_000));
        return hours;
      });
      expect(await s.waitFor(Promise.all([later(2), later(1)]))).toEqual([2, 1]);
    });
    await fc.assert(property, { plugins: [virtualTime()] });
  });

  it.each([{ make: exhaustive }, { make: auto }, { make: coverageGuided }])(
    "refuses a strategy that needs its earlier executions",
    ({ make }) => {
      expect(() => scheduler({ strategy: make() })).toThrow(
        /^Invalid strategy: the executions of .* depend on each other/,
      );
    },
  );

  it("refuses a function that makes no search", () => {
    const strategy = (() => undefined) as never;

    expect(() => scheduler({ strategy })).toThrow(
      "strategy must be a search strategy, got function strategy\n  hint: it must return a Search",
    );
  });
});

/** How often the first of the waiting tasks was not the one that was released. */
function departures(order: string): number {
  const ids = order.split(" ").map(Number);
  return ids.filter((id, at) => ids.slice(at).some((later) => later < id)).length;
}

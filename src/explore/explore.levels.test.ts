import { describe, expect, it } from "vitest";
import { type Awaitable, type Body, createTask, gather, getRunningLoop, run, sleep } from "#index";
import { SeededEntropy } from "#loop/clock/seeded-entropy";
import { type ChoicePoint, type Level, simulate, type Strategy, virtualLoop } from "#testing";

const levels: readonly Level[] = ["fifo", "env", "jitter", "any-order"];
const seeds = 300;

/** Takes any alternative. */
function atRandom(seed: number): Strategy {
  const entropy = new SeededEntropy(seed);
  return { choose: ({ options }) => Math.floor(entropy.random() * options.length) };
}

/** Takes the last alternative where there is a choice of this kind, and the default elsewhere. */
function lastOf(kind: ChoicePoint["kind"]): Strategy {
  return { choose: (point) => (point.kind === kind ? point.options.length - 1 : 0) };
}

type Say = (word: unknown) => void;

/** What `body` says, run once. */
async function said(level: Level, strategy: Strategy, body: (say: Say) => Body<[], void>): Promise<string> {
  const words: string[] = [];
  await run(
    body((word) => words.push(String(word))),
    { loopFactory: virtualLoop({ level, strategy }) },
  );
  return words.join(" ");
}

/** Everything that `body` says in some hundred random orders, sorted. */
async function everythingSaid(level: Level, body: (say: Say) => Body<[], void>): Promise<string[]> {
  const all = new Set<string>();
  for (let seed = 0; seed < seeds; seed++) all.add(await said(level, atRandom(seed), body));
  return [...all].toSorted();
}

/** Three tasks that are ready together. */
const actors = (say: Say): Body<[], void> =>
  function* () {
    const act = (name: string): Body<[], void> =>
      function* () {
        yield* sleep(0);
        say(name);
      };
    yield* gather(...["a", "b", "c"].map((name) => createTask(act(name))));
  };

/** Timers with one deadline: two are set at 0 s, two at 1 s. */
const ties = (say: Say): Body<[], void> =>
  function* () {
    const loop = getRunningLoop();
    const set = (name: string): void => void loop.callAt(2, () => say(name));
    set("a");
    set("b");
    yield* sleep(1);
    set("c");
    set("d");
    yield* sleep(2);
  };

/** Timers a tenth of a millisecond apart: a late wake-up finds both due. */
const closeTimers = (say: Say): Body<[], void> =>
  function* () {
    const loop = getRunningLoop();
    loop.callAt(1.0001, () => say("second"));
    loop.callAt(1, () => say("first"));
    yield* sleep(2);
  };

/** Timers that are set when they are long due. */
const pastTimers = (say: Say): Body<[], void> =>
  function* () {
    yield* sleep(5);
    const loop = getRunningLoop();
    loop.callAt(4, () => say("second"));
    loop.callAt(3, () => say("first"));
    yield* sleep(1);
  };

/** Two calls to a fake, and a timer. */
const calls = (say: Say): Body<[], void> =>
  function* () {
    const fake = simulate({ get: async () => {} });
    const call = (name: string): Body<[], void> =>
      function* () {
        yield* sleep(0);
        yield* fake.get() as unknown as Awaitable<void>;
        say(name);
      };
    const nap: Body<[], void> = function* () {
      yield* sleep(1);
      say("1s");
    };
    yield* gather(createTask(call("a")), createTask(call("b")), createTask(nap));
  };

describe("fifo", () => {
  it.each([
    { of: "tasks", body: actors, said: "a b c" },
    { of: "timers with one deadline", body: ties, said: "a b c d" },
  ])("leaves the order of $of to nobody", async ({ body, said: only }) => {
    expect(await everythingSaid("fifo", body)).toEqual([only]);
  });
});

describe("env", () => {
  it("lets timers with one deadline change places if they were set at different instants, and only then", async () => {
    expect(await said("env", lastOf("tie"), ties)).toBe("c d a b");
    expect(await everythingSaid("env", ties)).toEqual([
      "a b c d",
      "a c b d",
      "a c d b",
      "c a b d",
      "c a d b",
      "c d a b",
    ]);
  });

  it("leaves what is ready in its order", async () => {
    expect(await everythingSaid("env", actors)).toEqual(["a b c"]);
  });

  it("is never late", async () => {
    expect(await everythingSaid("env", (say) => times(say))).toEqual(["0 1 1"]);
  });
});

describe("jitter", () => {
  it("wakes the loop late, and lets steps take time: both show in the loop's time", async () => {
    expect(await said("jitter", { choose: () => 0 }, times)).toBe("0 1 1");
    const late = (point: ChoicePoint): boolean => point.at.kind === "clock";
    expect(await said("jitter", { choose: (point) => (late(point) ? 1 : 0) }, times)).toBe("0 1.001 1.001");
    expect(await said("jitter", { choose: (point) => (late(point) ? 2 : 0) }, times)).toBe("0 1.01 1.01");
    expect(await said("jitter", { choose: (point) => (late(point) ? 0 : 1) }, times)).toBe("0.001 1.002 1.003");
  });

  it("asks for the cost of each step of a task, and not of callbacks and timers", async () => {
    const asked: string[] = [];
    const strategy: Strategy = {
      choose({ kind, at }) {
        asked.push(`${kind} ${at.title}`);
        return 0;
      },
    };

    await said(
      "jitter",
      strategy,
      () =>
        function* () {
          const loop = getRunningLoop();
          loop.callSoon(() => {});
          loop.callLater(1, () => {});
          yield* sleep(1);
        },
    );

    expect(asked).toEqual(["latency Task-1", "latency clock", "latency Task-1"]);
  });

  it("leaves what is ready in its order", async () => {
    expect(await everythingSaid("jitter", actors)).toEqual(["a b c"]);
  });
});

/** When it begins, when it wakes up after a second, and after one more step. */
function times(say: Say): Body<[], void> {
  return function* () {
    const loop = getRunningLoop();
    say(Number(loop.time().toFixed(6)));
    yield* sleep(1);
    say(Number(loop.time().toFixed(6)));
    yield* sleep(0);
    say(Number(loop.time().toFixed(6)));
  };
}

describe("any-order", () => {
  it("lets any ready entry run next", async () => {
    expect(await everythingSaid("any-order", actors)).toEqual(["a b c", "a c b", "b a c", "b c a", "c a b", "c b a"]);
  });

  it("lets ready callbacks and tasks change places", async () => {
    const body = (say: Say): Body<[], void> =>
      function* () {
        createTask(function* () {
          yield* [];
          say("task");
        });
        getRunningLoop().callSoon(() => say("callback"));
        yield* sleep(1);
      };

    expect(await everythingSaid("any-order", body)).toEqual(["callback task", "task callback"]);
  });

  it("is never late", async () => {
    expect(await everythingSaid("any-order", (say) => times(say))).toEqual(["0 1 1"]);
  });
});

describe("every level", () => {
  it.each(levels)("keeps timers of different deadlines in order that are due together: %s", async (level) => {
    expect(await everythingSaid(level, closeTimers)).toEqual(["first second"]);
    expect(await everythingSaid(level, pastTimers)).toEqual(["first second"]);
  });

  it.each(levels.filter((level) => level !== "fifo"))(
    "lets completions come in any order, before or after the clock: %s",
    async (level) => {
      expect(await everythingSaid(level, calls)).toEqual(["1s a b", "1s b a", "a 1s b", "a b 1s", "b 1s a", "b a 1s"]);
    },
  );

  it.each([
    { level: "env", times: ["0.1"] },
    { level: "any-order", times: ["0.1", "0.3"] },
  ] as const)("takes a latency that is given where time varies: $level", async ({ level, times: all }) => {
    const body = (say: Say): Body<[], void> =>
      function* () {
        const fake = simulate(async () => {}, { latency: [0.1, 0.3] });
        yield* fake() as unknown as Awaitable<void>;
        say(getRunningLoop().time());
      };

    expect(await everythingSaid(level, body)).toEqual(all);
  });

  it.each(levels)("cancels a task where it waits, never between two waits: %s", async (level) => {
    const body = (say: Say): Body<[], void> =>
      function* () {
        const victim = createTask(function* () {
          for (;;) {
            say("begin");
            victim.cancel(); // asked for in synchronous code
            say("end");
            yield* sleep(1);
          }
        });
        createTask(function* () {
          yield* [];
          victim.cancel();
        });
        yield* sleep(3);
      };

    for (const words of await everythingSaid(level, body)) expect(words).toMatch(/^(begin end)?$/);
  });
});

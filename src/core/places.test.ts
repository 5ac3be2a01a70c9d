import { describe, expect, it } from "vitest";
import {
  type Body,
  createFuture,
  createTask,
  type DeadlockError,
  Event,
  gather,
  getRunningLoop,
  Lock,
  run,
  sleep,
  type Task,
} from "#index";
import { placeIn } from "#core/places";
import { isOwnFrame } from "#host/is-own-frame";
import { virtualLoop } from "#testing";

const debugging = <T>(main: Body<[], T>): Promise<T> => run(main, { loopFactory: virtualLoop(), debug: true });

/** The lines of this file at which `task` waits. */
const linesOf = (task: Task<unknown>): number[] =>
  task.getStack().map((place) => Number(/\/places\.test\.ts:(\d+)$/.exec(place)?.[1]));

/** The line below that of the caller. */
function nextLine(): number {
  const caller = new Error("here").stack
    ?.split("\n")
    .find((line) => !line.includes("nextLine") && line.includes(" at "));
  return Number(/places\.test\.ts:(\d+)/.exec(caller ?? "")?.[1]) + 1;
}

/** Look where `task` waits, and end it. */
async function lookAt(task: Task<unknown>): Promise<number[]> {
  await sleep(1);
  const lines = linesOf(task);
  task.cancel();
  await task.then(null, () => {});
  return lines;
}

/** Bodies that say on which line they wait, before they do. */
const bodies: [name: string, body: (say: (line: number) => void) => Body<[], unknown>][] = [
  [
    "`await sleep()`",
    (say) => async () => {
      say(nextLine());
      await sleep(9);
    },
  ],
  [
    "`yield* sleep()`",
    (say) =>
      function* () {
        say(nextLine());
        yield* sleep(9);
      },
  ],
  [
    "`await event.wait()`",
    (say) => async () => {
      say(nextLine());
      await new Event().wait();
    },
  ],
  [
    "`yield* event.wait()`",
    (say) =>
      function* () {
        say(nextLine());
        yield* new Event().wait();
      },
  ],
  [
    "an `await` of a future that was made elsewhere",
    (say) => async () => {
      const future = createFuture();
      say(nextLine());
      await future;
    },
  ],
  [
    "a `yield*` of a future that was made elsewhere",
    (say) =>
      function* () {
        const future = createFuture();
        say(nextLine());
        yield* future;
      },
  ],
  [
    "an `await` of a task",
    (say) => async () => {
      const task = createTask(sleep(9));
      say(nextLine());
      await task;
    },
  ],
  [
    "a `yield*` of a gather()",
    (say) =>
      function* () {
        const gathering = gather(sleep(9), sleep(9));
        say(nextLine());
        yield* gathering;
      },
  ],
];

describe("Task.getStack() in debug mode", () => {
  it.each(bodies)("is the line of %s", (_, body) =>
    debugging(async () => {
      let said = 0;
      const task = createTask(body((line) => (said = line)));

      expect(await lookAt(task)).toEqual([said]);
    }),
  );

  it("has a place for each thing that native code awaits at once", () =>
    debugging(async () => {
      let line = 0;
      const task = createTask(async () => {
        line = nextLine();
        const [first, second] = [createFuture().then(null), createFuture().then(null)];
        await Promise.all([first, second]);
      });

      expect(await lookAt(task)).toEqual([line, line]);
    }));

  it("is the place of its own wait, and not of who waits for it", () =>
    debugging(async () => {
      let line = 0;
      const task = createTask(function* () {
        line = nextLine();
        yield* sleep(9);
      });
      const waiting = createTask(function* () {
        yield* task;
      });
      await sleep(1);

      expect(linesOf(task)).toEqual([line]);
      task.cancel();
      await waiting.then(null, () => {});
    }));

  it("is the line of a `yield* sleep(0)`, which belongs to one task alone", () =>
    debugging(async () => {
      const lines: number[] = [];
      const first = createTask(function* () {
        lines[0] = nextLine();
        yield* sleep(0);
      });
      const second = createTask(function* () {
        lines[1] = nextLine();
        yield* sleep(0);
      });
      const seen: number[][] = [];
      getRunningLoop().callSoon(() => seen.push(...[first, second].map(linesOf)));
      await gather(first, second);

      expect(seen).toEqual(lines.map((line) => [line]));
    }));

  it("is empty for a task that does not wait: one that is done, or has not begun", () =>
    debugging(async () => {
      const [fresh, done] = [createTask(sleep(1)), createTask(async () => {})];
      expect(fresh.getStack()).toEqual([]);

      await done;

      expect(done.getStack()).toEqual([]);
      await fresh;
    }));

  it("stands in the report of a deadlock", async () => {
    let line = 0;
    const stuck = debugging(async () => {
      getRunningLoop().setExceptionHandler(() => {}); // hears of the task that is left
      const lock = new Lock();
      await lock.acquire();
      line = nextLine();
      await lock.acquire();
    });

    const error = (await stuck.catch((reason: unknown) => reason)) as DeadlockError;

    expect(error.blocked.map(({ place }) => place)).toEqual([expect.stringMatching(`/places\\.test\\.ts:${line}$`)]);
    expect(error.message).toContain(`places.test.ts:${line})`);
  });

  it("does not change what `await` gives", () =>
    debugging(async () => {
      const future = createFuture<string>();
      future.setResult("value");

      expect(await future).toBe("value");
      expect(await future.then((value) => `${value}!`)).toBe("value!");
    }));
});

describe("Task.getStack() without debug mode", () => {
  it("is empty", () =>
    run(
      async () => {
        const task = createTask(sleep(9));

        expect(await lookAt(task)).toEqual([]);
      },
      { loopFactory: virtualLoop() },
    ));
});

describe("placeIn()", () => {
  it("takes an anonymous function as Node writes it where it has a source map, and no frame without a file", () => {
    const frames = ["new Promise (<anonymous>)", "<anonymous> (/home/me/a.ts:2:53)", "b (/home/me/b.ts:9:1)"];

    expect(placeIn(["Error: here", ...frames.map((frame) => `    at ${frame}`)].join("\n"))).toBe("/home/me/a.ts:2");
  });

  const stackOf = (...places: readonly string[]): string =>
    ["Error: it broke", ...places.map((place) => `    at f (file:///home/me/${place}:3:7)`)].join("\n");

  it("is the user's own line, not one of a dependency that is nearer", () => {
    expect(placeIn(stackOf("node_modules/chai/index.js", "a.test.ts", "b.ts"))).toBe("/home/me/a.test.ts:3");
  });

  it("is the nearest line of a dependency if the user has none", () => {
    expect(placeIn(stackOf("node_modules/cache/one.js", "node_modules/cache/two.js"))).toMatch(/one\.js:3$/);
  });
});

describe("the stack of a deadlock", () => {
  it("begins where the tasks wait, and has no line of timeloom's", async () => {
    const error: unknown = await debugging(() => new Event().wait()).catch((thrown: unknown) => thrown);

    const [first = "", ...rest] = ((error as Error).stack ?? "")
      .split("\n")
      .filter((line) => line.startsWith("    at "));
    expect(first).toMatch(/places\.test\.ts:\d+:1$/);
    expect(rest.filter(isOwnFrame)).toEqual([]);
  });
});

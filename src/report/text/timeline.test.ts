import assert from "node:assert/strict";
import { describe, expect, it } from "vitest";
import { gather, sleep } from "#index";
import { explore, type ExploreSettings, fakeGlobals, RaceError, simulate } from "#testing";

/** The rows and the choices of the report on `body`, without places. */
async function rowsOf(body: () => Promise<void>, settings?: ExploreSettings): Promise<string[]> {
  const error: unknown = await explore(body, settings).catch((thrown: unknown) => thrown);
  if (!(error instanceof RaceError)) throw new Error("the race was not found", { cause: error });
  const { story } = error.report;
  const start = story.findIndex((line) => line.includes("time "));
  return story.slice(start).map((line) => line.replace(/ *\S+\.test\.ts:\d+$/, ""));
}

/** A lock of native promises, whose waiters the loop does not see. */
class NativeMutex {
  readonly #waiters: (() => void)[] = [];
  #locked = false;

  async lock(): Promise<void> {
    if (this.#locked) await new Promise<void>((resolve) => this.#waiters.push(resolve));
    this.#locked = true;
  }

  unlock(): void {
    this.#locked = false;
    this.#waiters.shift()?.();
  }
}

describe("timeline()", () => {
  it("shows calls behind native promises: when they begin, and when they arrive", async () => {
    const rows = await rowsOf(async () => {
      const api = simulate({ save: async () => {}, other: async () => {} });
      const mutex = new NativeMutex();
      const log: unknown[] = [];
      const user = (name: number) => async (): Promise<void> => {
        await mutex.lock();
        await api.save();
        log.push(name);
        mutex.unlock();
      };
      const third = async (): Promise<void> => {
        await api.other();
        log.push("other");
      };
      await gather(user(1), user(2), third);
      assert.notDeepEqual(log, [1, "other", 2]);
    });

    expect(rows.slice(0, 12)).toMatchInlineSnapshot(`
      [
        "    time  Task-1                            Task-2    Task-3              Task-4     → waits at",
        "          main                              main.0    main.1              main.2",
        "     0 s  → gather(Task-2, Task-3, Task-4)",
        "                                            → save()",
        "                                                      → a native promise",
        "                                                                          → other()",
        "                                            returns",
        "                                                      calls save()",
        "                                                                          returns",
        "                                                      save() arrives",
        "                                                      returns",
        "          ✗ AssertionError",
      ]
    `);
  });

  it("shows timers that fire, the call that one begins, and the failure", async () => {
    const faked = fakeGlobals();
    const rows = await rowsOf(async () => {
      const api = simulate({ a: async () => 1 });
      await new Promise((resolve) => {
        setTimeout(() => void api.a().then(resolve), 1000);
      });
      assert.fail("there");
    }).finally(() => faked.restore());

    expect(rows.slice(0, 7)).toMatchInlineSnapshot(`
      [
        "    time  Task-1                      → waits at",
        "          main",
        "     0 s  → a native promise",
        "     1 s  setTimeout(1000 ms) is due",
        "          calls a()",
        "          a() arrives",
        "          ✗ AssertionError",
      ]
    `);
  });

  it("runs ticks in the turn that asked for them: a report has no row for them", async () => {
    const rows = await rowsOf(async () => {
      const api = simulate({ a: async () => 1 });
      await api.a();
      const done: string[] = [];
      await new Promise<void>((resolve) => {
        process.nextTick(() => (done.push("tick"), resolve()));
      });
      assert.notDeepEqual(done, ["tick"]);
    });

    expect(rows.slice(0, 6)).toMatchInlineSnapshot(`
      [
        "    time  Task-1            → waits at",
        "          main",
        "     0 s  → a()",
        "          ✗ AssertionError",
        "",
        "  It fails in the default order: no deviation is needed.",
      ]
    `);
  });

  it("tells seconds, not the number of an alternative, and rounds them", async () => {
    const rows = await rowsOf(
      async () => {
        const api = simulate({ load: async () => 1 }, { latency: [3, 0.1 + 0.2] });
        const log: string[] = [];
        await gather(
          () => api.load().then(() => log.push("load")),
          () => sleep(0.7 + 0.1).then(() => log.push("sleep")),
        );
        assert.deepEqual(log, ["sleep", "load"]);
      },
      { level: "jitter" },
    );

    expect(rows).toMatchInlineSnapshot(`
      [
        "     time  Task-1                    Task-2          Task-3        → waits at",
        "           main                      main.0          main.1",
        "      0 s  → gather(Task-2, Task-3)",
        "                                     → load()",
        "                                                     → sleep(0.8)",
        "▶1  0.3 s                            load() arrives",
        "                                     returns",
        "    0.8 s                                            returns",
        "           ✗ AssertionError",
        "",
        "  ▶1  load() of Task-2 takes 0.3 s instead of 3 s",
        "  Only this choice matters; 8 others are irrelevant.",
      ]
    `);
  });
});

import { describe, expect, it } from "vitest";
import { createTask, gather, sleep, wait } from "#index";
import { always, replay, simulate, type Strategy, virtualLoop } from "#testing";

/** Two calls. */
function fake(): { a: () => Promise<string>; b: () => Promise<string> } {
  return simulate({ a: async () => "a", b: async () => "b" });
}

describe("a macrotask with two completions", () => {
  /** Rejects a promise after one reply, and handles it after the other. */
  async function handledLate(): Promise<void> {
    const api = fake();
    let rejected: Promise<never> | undefined;
    await gather(
      async () => {
        await api.a();
        rejected = Promise.reject(new Error("nobody handles it"));
      },
      async () => {
        await api.b();
        rejected?.catch(() => undefined);
      },
    );
  }

  it("is judged as one", async () => {
    await expect(replay(handledLate, "v1:")).rejects.toThrow("nobody handles it");
    await expect(replay(handledLate, "v1:main.0.x0@1=joined")).resolves.toMatchObject({ skipped: [] });
  });

  it("leaves each task where a sweep can cancel it", async () => {
    const ends: string[] = [];
    const pausing = async (): Promise<void> => {
      const api = fake();
      const pause = async (reply: PromiseLike<string>): Promise<void> => {
        await reply;
        await sleep(1);
      };
      const children = [createTask(() => pause(api.a())), createTask(() => pause(api.b()))];
      await wait(children);
      for (const child of children) ends.push(child.cancelled() ? "cancelled" : "returned");
    };

    await replay(pausing, "v1:main.0.x0@1=joined,main.0@3=cancel,main.1@3=cancel").catch(() => undefined);

    expect(ends).toEqual(["cancelled", "cancelled"]);
  });

  it("leaves no task behind if the run fails before its turn", async () => {
    const ends: string[] = [];
    const broken = async (): Promise<void> => {
      const api = fake();
      const waiting = async (name: string, reply: PromiseLike<string>): Promise<void> => {
        try {
          await reply;
        } finally {
          ends.push(name);
        }
      };
      createTask(() => waiting("a", api.a()));
      createTask(() => waiting("b", api.b()));
      await sleep(0);
      always(() => false);
      await sleep(1);
    };

    await expect(replay(broken, "v1:main.0.x0@1=joined")).rejects.toThrow("always");

    expect(new Set(ends)).toEqual(new Set(["a", "b"]));
  });

  it("reports no error as forgotten that a task would have seen", async () => {
    // The completions come, in one macrotask, when the loop is about to stop: their tasks have no turn left.
    const strategy: Strategy = {
      choose: ({ options, at }) => (at.kind === "callback" || options[1]?.title === "joined" ? 1 : 0),
    };
    const loop = virtualLoop({ level: "env", strategy })();
    const reports: string[] = [];
    loop.setExceptionHandler((_, { message }) => void reports.push(message));
    const fails = async (): Promise<void> => Promise.reject(new Error("no"));

    await loop.runUntilComplete(async () => {
      const api = simulate({ a: fails, b: fails });
      createTask(async () => await api.a());
      createTask(async () => await api.b());
      await sleep(0);
    });
    loop.close();

    expect(reports).toEqual(["Task was destroyed but it is pending!", "Task was destroyed but it is pending!"]);
  });
});

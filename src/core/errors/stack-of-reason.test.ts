import { describe, expect, it } from "vitest";
import { Lock, run, sleep } from "#index";
import { explore, RaceError, virtualLoop } from "#testing";
import { OutsideWaitError } from "#core/errors/outside-wait-error";

/** The file and the line of the first frame. */
function firstFrame(error: unknown): string {
  const [frame = ""] = /^ +at .*$/m.exec((error as Error).stack ?? "") ?? [];
  return /[^/]+:\d+(?=:\d+)/.exec(frame)?.[0] ?? "";
}

/** The line of the call of this function, plus one. */
function nextLine(): number {
  const [, line] = /stack-of-reason\.test\.ts:(\d+)/.exec((new Error("here").stack ?? "").split("\n")[2] ?? "") ?? [];
  return Number(line) + 1;
}

describe("stackOfWaits()", () => {
  it("lets a deadlock begin at the await of the program, without a frame of timeloom", async () => {
    let line = 0;
    const stuck = async (): Promise<void> => {
      const lock = new Lock();
      await lock.acquire();
      line = nextLine();
      await lock.acquire();
    };
    const error: unknown = await run(stuck, { loopFactory: virtualLoop(), debug: true }).catch((e: unknown) => e);

    expect(firstFrame(error)).toBe(`stack-of-reason.test.ts:${line}`);
    expect((error as Error).stack).not.toMatch(/dist[/\\](?:core|loop)/);
  });

  it("says in the report of a search where the first task of a deadlock waits", async () => {
    let line = 0;
    const stuck = async (): Promise<void> => {
      const lock = new Lock();
      await lock.acquire();
      await sleep(1);
      line = nextLine();
      await lock.acquire();
    };
    const error: unknown = await explore(stuck, { executions: 1 }).catch((e: unknown) => e);

    expect(error).toBeInstanceOf(RaceError);
    expect((error as RaceError).report.place).toMatch(new RegExp(`stack-of-reason\\.test\\.ts:${line}$`));
  });

  it("lets a wait outside of the loop begin where it is known", () => {
    const place = "/app/shop.ts:12";
    const error = new OutsideWaitError(0, [{ task: "reader", waitsFor: "a file", owner: undefined, place }]);

    expect(firstFrame(error)).toBe("shop.ts:12");
    expect(error.stack).not.toMatch(/dist[/\\](?:core|loop)/);
  });
});

import { describe, expect, it } from "vitest";
import { exported, type LoopHandle, loopHandle, ProcessPoolExecutor, run, sleep, toThread } from "#index";
import { virtualLoop } from "#testing";
import { worlds } from "../../tests/worlds.ts";
import * as jobs from "./fixtures/jobs.mjs";

const at = new URL("fixtures/jobs.mjs", import.meta.url);
const report = exported(at, jobs.report);
const hurry = exported(at, jobs.hurry);
const giveUp = exported(at, jobs.giveUp);
const askFailing = exported(at, jobs.askFailing);
const askNobody = exported(at, jobs.askNobody);
const echo = exported(at, jobs.echo);

/** A handle whose methods write into `log`. */
function loggingHandle(log: string[]): LoopHandle<jobs.Methods> {
  return loopHandle<jobs.Methods>({
    async report(n) {
      await sleep(n / 1000);
      log.push(`report ${n}`);
      return `${n} of them`;
    },
    async slow() {
      try {
        await sleep(0.5);
        log.push("slow");
      } catch (error) {
        log.push((error as Error).name);
        throw error;
      }
    },
    async fails() {
      throw Object.assign(new TypeError("wrong"), { code: "E_WRONG" });
    },
    log(text) {
      log.push(text);
    },
  });
}

describe.each(worlds)("a loop handle in a $name world", ({ run: runIn }) => {
  it("runs a coroutine in the loop of the caller, and calls callbacks in order", async () => {
    const log: string[] = [];
    const value = await runIn(async () => await toThread(report, loggingHandle(log)));

    expect(value).toBe("7 of them");
    expect(log).toEqual(["first", "second", "report 7"]);
  });

  it("raises TimeoutError in the thread, where the coroutine can still be cancelled", async () => {
    const log: string[] = [];
    const seen = await runIn(async () => {
      const answer = await toThread(hurry, loggingHandle(log));
      await sleep(0.01);
      return answer;
    });

    expect(seen).toEqual(["TimeoutError", false, true]);
    expect(log).toEqual(["CancelledError"]);
  });

  it("cancels a coroutine from the thread", async () => {
    const log: string[] = [];
    const seen = await runIn(async () => {
      const answer = await toThread(giveUp, loggingHandle(log));
      await sleep(0.01);
      return answer;
    });

    expect(seen).toEqual([true, "CancelledError"]);
    expect(log).toEqual(["report 1", "CancelledError"]);
  });

  it("carries the errors of a coroutine into the thread", async () => {
    const error = await runIn(
      async () => await toThread(askFailing, loggingHandle([])).then(undefined, (e: unknown) => e),
    );

    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ message: "wrong", code: "E_WRONG" });
  });

  it("names a method that is not there", async () => {
    const error = await runIn(
      async () => await toThread(askNobody, loggingHandle([])).then(undefined, (e: unknown) => e),
    );

    expect((error as Error).message).toMatch(
      /^The loop handle has no method "nobody"\n {2}hint: its methods are report, /,
    );
  });

  it("cannot be sent to a process", async () => {
    const message = await runIn(async () => {
      try {
        return new ProcessPoolExecutor({ maxWorkers: 1 }).submit(echo, loggingHandle([])).toString();
      } catch (error) {
        return (error as Error).message;
      }
    });

    expect(message).toMatch(/^Cannot send a loop handle to a process: /);
  });
});

describe("a loop handle", () => {
  it("lets virtual time pass while the thread waits for the loop", async () => {
    const log: string[] = [];
    const value = await run(
      async () => {
        const handle = loopHandle<Pick<jobs.Methods, "report" | "log">>({
          report: async (n) => {
            await sleep(3600 * n);
            return `after ${n} hours`;
          },
          log: (text) => void log.push(text),
        });
        return await toThread(report, handle as LoopHandle<jobs.Methods>);
      },
      { loopFactory: virtualLoop() },
    );

    expect(value).toBe("after 7 hours");
  });

  it("takes functions only", () => {
    expect(() => loopHandle(7 as never)).toThrow(/^methods must be an object, got 7\n/);
    expect(() => loopHandle({ report: 7 } as never)).toThrow(/^report must be a function, got 7\n/);
  });
});

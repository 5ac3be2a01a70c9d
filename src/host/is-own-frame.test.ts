import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { isOwnFrame, isTurnFrame, loadedFrom } from "#host/is-own-frame";
import { createTask, getRunningLoop, run } from "#index";
import { virtualLoop } from "#testing";

const root = process.cwd();
const rootUrl = pathToFileURL(root).href;

describe("loadedFrom", () => {
  it("is the package's folder", () => {
    expect(loadedFrom).toBe(rootUrl);
  });
});

describe("isOwnFrame()", () => {
  it.each([
    `    at sleep (${rootUrl}/dist/tasks/sleep.js:20:11)`,
    `    at sleep (${rootUrl}/src/tasks/sleep.ts:20:11)`,
    `    at sleep (${root}/src/tasks/sleep.ts:20:11)`,
  ])("knows a frame of timeloom: %s", (line) => {
    expect(isOwnFrame(line)).toBe(true);
  });

  it.each([
    `    at ${rootUrl}/src/tasks/sleep.test.ts:20:11`,
    `    at ${rootUrl}/scenarios/tasks/t01.ts:20:11`,
    `    at ${rootUrl}/src/loop/fixtures/program.mjs:20:11`,
    "    at processTicksAndRejections (node:internal/process/task_queues:95:5)",
    "    at main (file:///elsewhere/dist/sleep.js:1:1)",
  ])("leaves a frame of anybody else alone: %s", (line) => {
    expect(isOwnFrame(line)).toBe(false);
  });
});

describe("isTurnFrame()", () => {
  const framesIn = async (where: (look: () => void) => void | Promise<void>): Promise<readonly string[]> => {
    let stack = "";
    const look = (): void => {
      const { stackTraceLimit } = Error;
      Error.stackTraceLimit = 50;
      stack = new Error("here").stack ?? "";
      Error.stackTraceLimit = stackTraceLimit;
    };
    await run(async () => where(look), { loopFactory: virtualLoop() });
    return stack.split("\n").slice(1);
  };

  it.each([
    ["a callback", (look: () => void) => void getRunningLoop().callSoon(look)],
    [
      "a generator task",
      (look: () => void): void =>
        void createTask(function* () {
          look();
        }),
    ],
  ])("finds the loop below %s", async (_, where) => {
    const frames = await framesIn(async (look) => {
      where(look);
      await createTask(async () => {});
      await createTask(async () => {});
    });

    expect(frames.filter(isTurnFrame)).toHaveLength(1);
  });

  it("does not take a function of the user for it", () => {
    expect(isTurnFrame(`    at Car.drive (${rootUrl}/scenarios/car.ts:1:1)`)).toBe(false);
  });
});

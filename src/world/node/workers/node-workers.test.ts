import { describe, expect, it } from "vitest";
import { createTask, exported, getRunningLoop, run, sleep, ThreadPoolExecutor, toThread } from "#index";
import { virtualLoop } from "#testing";
import * as jobs from "../../../executors/fixtures/jobs.mjs";

const at = new URL("../../../executors/fixtures/jobs.mjs", import.meta.url);
const block = exported(at, jobs.block);
const double = exported(at, jobs.double);

describe("workers of Node on a virtual loop", () => {
  it("hold virtual time while a call runs", async () => {
    const seen = await run(
      async () => {
        const call = createTask(() => toThread(block, 200, "done"));
        await sleep(3600);
        return [call.done(), getRunningLoop().time()];
      },
      { loopFactory: virtualLoop() },
    );

    expect(seen).toEqual([true, 3600]);
  });

  it("hold virtual time while a call waits for a worker", async () => {
    const seen = await run(
      async () => {
        await using executor = new ThreadPoolExecutor({ maxWorkers: 1 });
        const calls = ["a", "b"].map((text) => executor.submit(block, 100, text));
        await sleep(3600);
        return calls.map((call) => call.done());
      },
      { loopFactory: virtualLoop() },
    );

    expect(seen).toEqual([true, true]);
  });

  it("hold no time when they are idle", async () => {
    const seen = await run(
      async () => {
        await using executor = new ThreadPoolExecutor({ maxWorkers: 1 });
        const value = await executor.submit(double, 21);
        await sleep(3600);
        return [value, getRunningLoop().time()];
      },
      { loopFactory: virtualLoop() },
    );

    expect(seen).toEqual([42, 3600]);
  });
});

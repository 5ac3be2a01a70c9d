import { createFuture, createTask, gather, sleep } from "#index";
import { Executions } from "#explore/execution/executions";
import { runSweeps } from "#explore/sweeps/sweep";
import { formatSweep } from "#report/format-sweep";
import { expect, it } from "vitest";

it("shows one line per await and one column per thing that was done", async () => {
  const body = async (): Promise<void> => {
    const ready = createFuture<void>();
    const child = createTask(
      async () => {
        await sleep(1);
        ready.setResult();
      },
      { name: "producer" },
    );
    await ready;
    await gather(child, { returnExceptions: true });
  };
  const executions = new Executions(body, { seed: 0, maxIterations: 1_000, maxTime: 100, checks: new Set() });
  const text = formatSweep(await runSweeps(executions, ["cancel", "throw"]));

  expect(text.replaceAll(/test\.ts:\d\d/g, "test.ts:NN")).toBe(
    [
      "await     task      operation  place                    cancel            cancel-woken    throw",
      "main.0@2  producer  sleep(1)   format-sweep.test.ts:NN  FAIL deadlock     FAIL deadlock   FAIL deadlock",
      "main@2    Task-1    a future   format-sweep.test.ts:NN  FAIL leaked-task  CancelledError  InjectedError",
      "2 awaits, 8 executions, 4 failed",
    ].join("\n"),
  );
});

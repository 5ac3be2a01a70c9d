import { describe, expect, it } from "vitest";
import { Executions } from "#explore/execution/executions";
import { createFuture, createTask } from "#index";
import { fifo } from "#testing";

describe("Executions", () => {
  it("has a verdict on native code that waits for ever", async () => {
    const executions = new Executions(() => createTask(async () => void (await createFuture())), {
      seed: 0,
      maxIterations: 100,
      maxTime: 100,
      checks: new Set(),
    });

    const { kind, failure } = await executions.run("env", fifo);

    expect(kind).toBe("failed");
    expect(failure?.check).toBe("deadlock");
  });
});

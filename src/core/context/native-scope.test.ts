import { AsyncLocalStorage } from "node:async_hooks";
import { createTask, run, sleep } from "#index";
import { virtualLoop } from "#testing";
import { describe, expect, it } from "vitest";

const inVirtualTime = { loopFactory: virtualLoop() };

describe("a user's AsyncLocalStorage", () => {
  it("reaches a native task from whoever created it, across its sleeps", async () => {
    const request = new AsyncLocalStorage<string>();
    const seen = await run(async () => {
      const task = request.run("first", () =>
        createTask(async () => {
          const before = request.getStore();
          await sleep(1);
          return [before, request.getStore()];
        }),
      );
      await sleep(2);
      return task.result();
    }, inVirtualTime);

    expect(seen).toEqual(["first", "first"]);
  });

  it("reaches the main task of a run from its caller", async () => {
    const request = new AsyncLocalStorage<string>();

    const seen = await request.run("caller", () => run(async () => request.getStore(), inVirtualTime));

    expect(seen).toBe("caller");
  });

  it("does not leak from an eager task into its creator", async () => {
    const request = new AsyncLocalStorage<string>();

    const seen = await run(async () => {
      request.run("child", () => createTask(async () => sleep(1), { eagerStart: true }));
      return request.getStore();
    }, inVirtualTime);

    expect(seen).toBeUndefined();
  });
});

import { AsyncResource } from "node:async_hooks";
import { describe, expect, it } from "vitest";
import { Connections } from "#host/node/accounting/connections";
import { watchFor } from "#host/node/accounting/watch-for";

describe("the work of an addon", () => {
  function begin(): {
    resource: AsyncResource;
    owner: { isUnknown: boolean; moves: number };
    progress: () => string | undefined;
  } {
    const resource = new AsyncResource("addon:Worker", { requireManualDestroy: true });
    const owner = { isUnknown: true, moves: 0 };
    const begun = { type: "addon:Worker", asyncId: resource.asyncId(), triggerAsyncId: 0, resource: {} };
    const watch = watchFor(begun, owner, new Connections());
    return { resource, owner, progress: () => watch?.progress() };
  }

  it("is under way until its first callback", () => {
    const { resource, progress } = begin();
    const before = progress();
    resource.runInAsyncScope(() => {});

    expect([before, progress()]).toEqual(["underway", "ended"]);
  });

  it("is given up when its task has gone on without it", () => {
    const { owner, progress } = begin();
    owner.moves += 1;

    expect(progress()).toBe("ended");
  });

  it("is given up for good when its task waits for something that the loop knows", () => {
    const { owner, progress } = begin();
    owner.isUnknown = false;
    progress();
    owner.isUnknown = true;

    expect(progress()).toBe("ended");
  });
});

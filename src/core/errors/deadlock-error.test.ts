import { DeadlockError } from "#core/errors/deadlock-error";
import { describe, expect, it } from "vitest";

describe("the hint of DeadlockError", () => {
  it("names external() if a task waits on a native promise", () => {
    const error = new DeadlockError(0, [{ task: "main", waitsFor: "a native promise", onNative: true }]);

    expect(error.message).toContain("hint: if the promise is settled by something that Node does not show");
  });

  it("names stop() if nobody waits", () => {
    expect(new DeadlockError(0, []).message).toContain("hint: nobody is left to call stop()");
  });
});

describe("DeadlockError of very many tasks", () => {
  const blocked = Array.from({ length: 1_000 }, (_, i) => ({ task: `task-${i}`, waitsFor: "Event.wait()" }));

  it("lists the first thirty, and says how many more there are", () => {
    const lines = new DeadlockError(0, blocked).message.split("\n");

    expect(lines).toHaveLength(33);
    expect(lines).toContain("  … and 970 more");
  });

  it("holds them all", () => {
    expect(new DeadlockError(0, blocked).blocked).toHaveLength(1_000);
  });
});

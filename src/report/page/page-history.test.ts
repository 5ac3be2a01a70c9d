import { describe, expect, it } from "vitest";
import { LinearizabilityError, linearizable } from "#testing";
import { pageHistory, type PageHistory } from "#report/page/page-history";
import { historyOf, lock, queue, type QueueOperation, type Row } from "../../../tests/histories.ts";

function shownOf(judge: () => void): PageHistory {
  try {
    judge();
  } catch (error) {
    if (error instanceof LinearizabilityError) return pageHistory(error);
    throw error;
  }
  throw new Error("no failure");
}

const ofQueue = (rows: readonly Row<QueueOperation, number | undefined>[]): PageHistory =>
  shownOf(() => linearizable(queue, historyOf(rows)));

describe("pageHistory()", () => {
  it("counts calls and returns from 0, and marks the result that came last", () => {
    const shown = ofQueue([
      [{ put: 1 }, 10, 15, undefined],
      ["take", 12, 30, 3],
      [{ put: 2 }, 14, 20, undefined],
    ]);

    expect(shown.operations.at(shown.impossible)?.[3]).toBe("take → 3");
    expect(shown.operations.flatMap(([, called, returned]) => [called, returned])).toContain(0);
    expect(Math.max(...shown.operations.map(([, , returned]) => returned))).toBe(shown.moments - 1);
  });

  it("has a lane for each task, and one more for operations of one task that overlap", () => {
    const error = new LinearizabilityError("linearizable", {
      before: [false],
      operations: [
        { operation: "tryAcquire", task: "one", called: 0, returned: 2, result: true },
        { operation: "tryAcquire", task: "one", called: 1, returned: 3, result: true },
        { operation: "release", task: "one", called: 4, returned: undefined, result: undefined },
      ],
      idle: 0,
    });

    const { clients, operations } = pageHistory(error);
    expect(clients).toEqual(["one", "one (2)"]);
    expect(operations).toEqual([
      [0, 0, 2, "tryAcquire → true"],
      [1, 1, 3, "tryAcquire → true"],
      [0, 4, -1, "release → ?"],
    ]);
  });

  it("keeps a failing history of a lock", () => {
    const rows = [0, 1].map((at): Row<"tryAcquire", boolean> => ["tryAcquire", at, at + 2, true]);
    expect(shownOf(() => linearizable(lock, historyOf<"tryAcquire" | "release", boolean>(rows))).clients).toHaveLength(
      2,
    );
  });
});

import { describe, expect, it } from "vitest";
import { LinearizabilityError, linearizable, type SequentialModel, serializable } from "#testing";
import {
  cache,
  type CacheOperation,
  historyOf,
  queue,
  type QueueOperation,
  type Row,
} from "../../../tests/histories.ts";

function failureOf(judge: () => void): LinearizabilityError {
  try {
    judge();
  } catch (error) {
    if (error instanceof LinearizabilityError) return error;
    throw error;
  }
  throw new Error("no failure");
}

describe("linearizable()", () => {
  it("accepts operations that overlap, in any order that their results allow", () => {
    const history = historyOf<QueueOperation, number | undefined>([
      [{ put: 1 }, 0, 5, undefined],
      [{ put: 2 }, 1, 2, undefined],
      ["take", 3, 4, 2],
    ]);
    expect(() => linearizable(queue, history)).not.toThrow();
  });

  it("refuses a queue that gives the second item first", () => {
    const history = historyOf<QueueOperation, number | undefined>([
      [{ put: 1 }, 0, 1, undefined],
      [{ put: 2 }, 2, 3, undefined],
      ["take", 4, 5, 2],
    ]);

    const { message, operations, before, hint } = failureOf(() => linearizable(queue, history));

    expect(message).toBe(
      [
        "Not linearizable: 1 operation cannot have its result",
        "  before: [1, 2]",
        "  take → 2 Task-3 ├┤",
        `  hint: ${hint}`,
      ].join("\n"),
    );
    expect([operations.length, before]).toEqual([1, [[1, 2]]]);
  });

  it("shows what overlaps, and nothing that makes no difference", () => {
    const history = historyOf<CacheOperation, number | undefined>([
      [{ set: "b", value: 7 }, 0, 1, undefined],
      [{ set: "a", value: 1 }, 2, 3, undefined],
      [{ set: "a", value: 2 }, 4, 9, undefined],
      [{ get: "b" }, 5, 20, 7],
      [{ get: "a" }, 6, 7, 2],
      [{ get: "a" }, 8, 12, 1],
      [{ get: "a" }, 10, 11, 2],
    ]);

    const { message } = failureOf(() => linearizable(cache, history));

    expect(message.split("\n").slice(0, -1)).toEqual([
      "Not linearizable: no order of 2 operations gives their results",
      "  before: 1; 2 more operations make no difference, whenever they happen",
      '  {get: "a"} → 2 Task-5 ├┤',
      '  {get: "a"} → 1 Task-6   ├┤',
    ]);
  });

  it("lets an operation that never returned happen at any later moment, or never", () => {
    const late = historyOf<QueueOperation, number | undefined>([
      [{ put: 1 }, 0, undefined, undefined],
      ["take", 1, 2, undefined],
      ["take", 3, 4, 1],
      ["take", 5, 6, undefined],
    ]);
    expect(() => linearizable(queue, late)).not.toThrow();
    const twice = historyOf<QueueOperation, number | undefined>([
      [{ put: 1 }, 0, undefined, undefined],
      ["take", 1, 2, 1],
      ["take", 3, 4, 1],
    ]);
    expect(() => linearizable(queue, twice)).toThrow(LinearizabilityError);
  });

  it("judges each part alone", () => {
    const values = new Map<number, number>();
    // Three at a time, whose effects come in the order of their calls.
    const rows = Array.from({ length: 1_000 }, (_, index): Row<CacheOperation, number | undefined> => {
      const key = (index * 7 + Math.floor(index / 3)) % 10;
      const value = (index * 5) % 4;
      const called = 10 * index;
      if (index % 2 === 1) return [{ get: String(key) }, called, called + 25, values.get(key)];
      values.set(key, value);
      return [{ set: String(key), value }, called, called + 25, undefined];
    });

    expect(() => linearizable(cache, historyOf(rows))).not.toThrow();
    const wrong = historyOf<CacheOperation, number | undefined>([...rows, [{ get: "3" }, 20_000, 20_001, 77]]);
    expect(failureOf(() => linearizable(cache, wrong)).operations).toHaveLength(1);
  });
});

describe("linearizable() and serializable()", () => {
  const history = historyOf([["take", 0, 1, undefined] as const]);

  it.each([
    ["no model", null, history, "a sequential model was expected, got null"],
    ["a model without apply()", { initial: 0 }, history, "a sequential model was expected, got <Object>"],
    ["a list for a history", queue, [], "a History was expected, got <Array>"],
    ["a state without a result", { initial: 0, apply: () => 1 }, history, "apply() returned 1"],
  ])("refuse %s", (_, model, given, text) => {
    expect(() => linearizable(model as never, given as never)).toThrow(text);
    expect(() => serializable(model as never, given as never)).toThrow(text);
  });
});

describe("serializable()", () => {
  const account: SequentialModel<number, { withdraw: number }, number> = {
    initial: 100,
    apply: (balance, { withdraw }) => [balance - withdraw, balance - withdraw],
  };

  it("accepts an order that is not that of time", () => {
    const history = historyOf([
      [{ withdraw: 10 }, 0, 1, 70],
      [{ withdraw: 20 }, 2, 3, 80],
    ] as const);
    expect(() => serializable(account, history)).not.toThrow();
  });

  it("refuses a lost update", () => {
    const lost = historyOf([
      [{ withdraw: 10 }, 0, 2, 90],
      [{ withdraw: 20 }, 1, 3, 80],
    ] as const);
    expect(() => serializable(account, lost)).toThrow(
      /^Not serializable: no order of 2 operations gives their results/,
    );
  });
});

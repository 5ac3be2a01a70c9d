import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { History, LinearizabilityError, linearizable, type RecordedOperation, type SequentialModel } from "#testing";

type Operation = { put: number } | "take";
type Recorded = RecordedOperation<Operation, number | undefined>;

const queue: SequentialModel<readonly number[], Operation, number | undefined> = {
  initial: [],
  apply: (items, operation) =>
    operation === "take" ? [items.slice(1), items[0]] : [[...items, operation.put], undefined],
};

// Few values and few moments, so that operations overlap and results are often possible.
const anyOperation = fc.record({
  operation: fc.oneof(
    fc.constant<Operation>("take"),
    fc.nat(1).map((put): Operation => ({ put })),
  ),
  called: fc.nat(8),
  lasts: fc.integer({ min: 1, max: 6 }),
  result: fc.constantFrom(undefined, 0, 1),
  returns: fc.integer({ min: 0, max: 9 }).map((draw) => draw > 0),
});

test.prop({ drawn: fc.array(anyOperation, { maxLength: 6 }) }, { numRuns: 2_000 })(
  "linearizable() refuses what no order explains, and what its error shows has no order either, whatever overlaps",
  ({ drawn }) => {
    const operations = drawn
      .map(({ operation, called, lasts, result, returns }, index): Recorded => {
        const returned = returns ? (called + lasts) * 2 + 1 : undefined;
        return {
          operation,
          task: `Task-${index + 1}`,
          called: called * 2,
          returned,
          result: operation === "take" && returns ? result : undefined,
        };
      })
      .toSorted((one, other) => one.called - other.called);
    const history = Object.defineProperty(new History<Operation, number | undefined>(), "operations", {
      value: operations,
    });

    const failure = failureOf(() => linearizable(queue, history));

    expect(failure === undefined).toBe(hasOrder(operations, queue.initial));
    for (const before of failure?.before ?? []) {
      expect(hasOrder(failure?.operations as readonly Recorded[], before as readonly number[])).toBe(false);
    }
  },
);

function failureOf(judge: () => void): LinearizabilityError | undefined {
  try {
    judge();
    return undefined;
  } catch (error) {
    if (error instanceof LinearizabilityError) return error;
    throw error;
  }
}

/** Tries every order. */
function hasOrder(operations: readonly Recorded[], state: readonly number[]): boolean {
  if (operations.every(({ returned }) => returned === undefined)) return true;
  return operations.some((next, index) => {
    const rest = operations.filter((_, other) => other !== index);
    if (rest.some(({ returned = Infinity }) => returned < next.called)) return false;
    const [after, result] = queue.apply(state, next.operation);
    return (next.returned === undefined || result === next.result) && hasOrder(rest, after);
  });
}

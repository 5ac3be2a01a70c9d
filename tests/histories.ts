import { History, type RecordedOperation, type SequentialModel } from "#testing";

export type QueueOperation = { put: number } | "take";

export const queue: SequentialModel<readonly number[], QueueOperation, number | undefined> = {
  initial: [],
  apply: (items, operation) =>
    operation === "take" ? [items.slice(1), items[0]] : [[...items, operation.put], undefined],
};

export type CacheOperation = { set: string; value: number } | { get: string };

export const cache: SequentialModel<number | undefined, CacheOperation, number | undefined> = {
  initial: undefined,
  apply: (value, operation) => ("get" in operation ? [value, value] : [operation.value, undefined]),
  partition: (operation) => ("get" in operation ? operation.get : operation.set),
};

export const lock: SequentialModel<boolean, "tryAcquire" | "release", boolean> = {
  initial: false,
  apply: (held, operation) => (operation === "release" ? [false, true] : [true, !held]),
};

/** A history of rows: operation, moments of call and return, result. The tasks are numbered by the rows. */
export function historyOf<Operation, Result>(rows: readonly Row<Operation, Result>[]): History<Operation, Result> {
  const operations = rows
    .map(([operation, called, returned, result], index): RecordedOperation<Operation, Result> => ({
      operation,
      task: `Task-${index + 1}`,
      called,
      returned,
      result: returned === undefined ? undefined : result,
    }))
    .toSorted((one, other) => one.called - other.called);
  const history = new History<Operation, Result>();
  return Object.defineProperty(history, "operations", { value: operations });
}

export type Row<Operation, Result> = readonly [Operation, called: number, returned: number | undefined, Result];

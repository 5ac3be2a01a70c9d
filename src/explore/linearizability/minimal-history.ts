import type { RecordedOperation } from "./history.ts";
import { LinearizationSearch } from "./linearization-search.ts";
import type { SequentialModel } from "./sequential-model.ts";

/**
 * The operations of a history that has no order which show it best: up to the first result that is impossible, from the last moment on at
 * which nothing was going on, without what makes no difference whenever it happens, or if it never happens.
 *
 * @returns undefined if there is an order
 */
export function minimalHistory<State, Operation, Result>(
  model: SequentialModel<State, Operation, Result>,
  operations: readonly RecordedOperation<Operation, Result>[],
): MinimalHistory<State, Operation, Result> | undefined {
  const hasOrder = (some: Operations<Operation, Result>, states: Iterable<State> = [model.initial]): boolean =>
    new LinearizationSearch(model, some).ends(states, 1).size > 0;
  if (hasOrder(operations)) return undefined;
  const prefix = shortestPrefix(operations, hasOrder);
  const { before, rest } = afterQuiet(model, prefix);
  const kept = withoutIdle(rest, (some) => hasOrder(some, before));
  return { before, operations: kept, idle: rest.length - kept.length };
}

/** What is left of a history. */
export interface MinimalHistory<State, Operation, Result> {
  /** The states that the object may have been in before. */
  readonly before: readonly State[];
  readonly operations: Operations<Operation, Result>;
  /** How many were left out that were called among them. */
  readonly idle: number;
}

type Operations<Operation, Result> = readonly RecordedOperation<Operation, Result>[];

/** Binary search: what comes later makes no impossible result possible. */
function shortestPrefix<O, R>(
  operations: Operations<O, R>,
  hasOrder: (some: Operations<O, R>) => boolean,
): Operations<O, R> {
  const returns = operations.flatMap(({ returned }) => returned ?? []).toSorted((one, other) => one - other);
  let low = 0;
  let high = returns.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hasOrder(upTo(operations, returns[middle] ?? 0))) low = middle + 1;
    else high = middle;
  }
  return upTo(operations, returns[low] ?? 0);
}

/** The history as it was at `moment`: what returned later was still going on. */
function upTo<O, R>(operations: Operations<O, R>, moment: number): Operations<O, R> {
  return operations
    .filter(({ called }) => called <= moment)
    .map((operation) => ((operation.returned ?? Infinity) <= moment ? operation : goingOn(operation)));
}

function goingOn<O, R>(operation: RecordedOperation<O, R>): RecordedOperation<O, R> {
  return { ...operation, returned: undefined, result: undefined };
}

/** Cut a history at the last moment at which nothing was going on, if few states are possible there. */
function afterQuiet<State, O, R>(
  model: SequentialModel<State, O, R>,
  operations: Operations<O, R>,
): { before: readonly State[]; rest: Operations<O, R> } {
  let cut = 0;
  let latest = -1;
  for (const [index, { called, returned }] of operations.entries()) {
    if (called > latest) cut = index;
    latest = Math.max(latest, returned ?? Infinity);
  }
  const before = new LinearizationSearch(model, operations.slice(0, cut)).ends([model.initial], mostStates + 1);
  if (before.size > mostStates) return { before: [model.initial], rest: operations };
  return { before: [...before.values()], rest: operations.slice(cut) };
}

/** States after which a report would not be read. */
const mostStates = 8;

/** Leave out, one by one, operations without which there is no order either, even if they might happen at any later moment. */
function withoutIdle<O, R>(
  operations: Operations<O, R>,
  hasOrder: (some: Operations<O, R>) => boolean,
): Operations<O, R> {
  let kept = operations;
  const idle = new Set<RecordedOperation<O, R>>();
  // The last ones first: they are the likely witnesses of nothing.
  for (const operation of operations.toReversed()) {
    const tried = kept.map((each) => (each === operation ? goingOn(each) : each));
    if (hasOrder(tried)) continue;
    const changed = tried[kept.indexOf(operation)];
    if (changed !== undefined) idle.add(changed);
    kept = tried;
  }
  return kept.filter((operation) => !idle.has(operation));
}

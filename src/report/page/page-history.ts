import { callText, resultText } from "../../explore/linearizability/history-lines.ts";
import type { LinearizabilityError } from "../../explore/linearizability/linearizability-error.ts";
import type { RecordedOperation } from "../../explore/linearizability/history.ts";

/** The operations that no order explains, as a page shows them: a lane for each client, a bar for each operation. */
export function pageHistory({ operations }: LinearizabilityError): PageHistory {
  const moments = operations.flatMap(({ called, returned = called }) => [called, returned]);
  const columns = new Map([...new Set(moments)].toSorted((a, b) => a - b).map((moment, at) => [moment, at]));
  const columnOf = (moment: number): number => columns.get(moment) ?? 0;
  const lanes: Client[] = [];
  const shown = operations.map((operation): PageOperation => {
    const to = operation.returned === undefined ? -1 : columnOf(operation.returned);
    const text = `${callText(operation)} → ${resultText(operation)}`;
    return [laneFor(operation, lanes), columnOf(operation.called), to, text];
  });
  // The last result to come is the one that makes it impossible.
  const last = operations.reduce(
    (best, { returned = -1 }, at) => (returned > returnedAt(operations, best) ? at : best),
    0,
  );
  return { clients: lanes.map(({ name }) => name), operations: shown, moments: columns.size, impossible: last };
}

/** A history, as a page shows it. Moments are counted from 0: each call and each return is one. */
export interface PageHistory {
  readonly clients: readonly string[];
  /** In the order of their calls. */
  readonly operations: readonly PageOperation[];
  readonly moments: number;
  /** The index of the operation that came last: no order gives its result after those of the others. */
  readonly impossible: number;
}

/** An operation; `returned` is -1 if it has not returned. */
export type PageOperation = readonly [client: number, called: number, returned: number, text: string];

/** A lane: operations of one task that overlap are in several. */
interface Client {
  readonly name: string;
  readonly task: string;
  /** The moment from which on it is free. */
  free: number;
}

function laneFor(
  { task = "", called, returned = Infinity }: RecordedOperation<unknown, unknown>,
  lanes: Client[],
): number {
  const own = lanes.filter((lane) => lane.task === task);
  const free = own.find((lane) => lane.free < called);
  if (free !== undefined) {
    free.free = returned;
    return lanes.indexOf(free);
  }
  return lanes.push({ name: own.length === 0 ? task : `${task} (${own.length + 1})`, task, free: returned }) - 1;
}

function returnedAt(operations: readonly RecordedOperation<unknown, unknown>[], at: number): number {
  return operations[at]?.returned ?? -1;
}

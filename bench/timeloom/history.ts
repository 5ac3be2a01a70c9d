import assert from "node:assert/strict";
import { gather, sleep } from "#index";
import { History, LinearizabilityError, linearizable, type SequentialModel } from "#testing";
import { now, type Program } from "../program.ts";
import { inVirtualTime } from "./virtual.ts";

type Operation = { readonly get: number } | { readonly set: number; readonly value: number };

const cells: SequentialModel<number, Operation, number> = {
  initial: 0,
  apply: (value, operation) => ("get" in operation ? [value, value] : [operation.value, operation.value]),
  partition: (operation) => ("get" in operation ? operation.get : operation.set),
};

const keys = 10;
const clients = 20;

/** Twenty clients, about two at a time on each of ten keys; each operation takes effect at a random moment in the middle. */
function history(operations: number): Promise<History<Operation, number>> {
  return inVirtualTime(async () => {
    const recorded = new History<Operation, number>();
    const values = Array.from({ length: keys }, () => 0);
    const client = (number: number) => async (): Promise<void> => {
      for (let turn = 0; turn < operations / clients; turn++) {
        const key = (number + turn * 3) % keys;
        const value = (number * 31 + turn * 17) % 5;
        const before = ((number * 7 + turn * 13) % 11) / 10;
        const operation = (number + turn) % 2 === 0 ? { get: key } : { set: key, value };
        await recorded.record(operation, async () => {
          await sleep(before);
          if ("value" in operation) values[key] = value;
          const result = values[key] ?? 0;
          await sleep(1 - before / 2);
          return result;
        });
      }
    };
    await gather(...Array.from({ length: clients }, (_, number) => client(number)));
    return recorded;
  });
}

/** A history of `n` operations that has an order. */
export const passes: Program = async (n) => {
  const recorded = await history(n);
  assert.equal(recorded.operations.length, n);
  const start = now();
  linearizable(cells, recorded);
  return now() - start;
};

/** The same, and a read of what was never written, which has to be found and shown alone. */
export const fails: Program = async (n) => {
  const recorded = await history(n);
  await inVirtualTime(async () => void (await recorded.record({ get: 3 }, async () => 77)));
  const start = now();
  assert.throws(
    () => linearizable(cells, recorded),
    (error) => error instanceof LinearizabilityError && error.operations.length <= 6,
  );
  return now() - start;
};

/**
 * What a fresh child process measures: runs `n` operations and returns what they took, in nanoseconds (in the row
 * `memory`: in bytes). Setting up is not counted. Throws if the operations did not really happen.
 */
export type Program = (n: number) => number | Promise<number>;

/** Nanoseconds of the host's clock, also while `fakeGlobals()` is in force. */
export function now(): number {
  return Number(nanosecondsOfHost());
}

const nanosecondsOfHost = process.hrtime.bigint.bind(process.hrtime);

/** Frees what is garbage, so that one measurement does not pay for what came before it. */
export function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error("Cannot collect garbage: node runs without --expose-gc");
  globalThis.gc();
}

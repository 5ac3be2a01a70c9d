// @ts-nocheck -- the suites are JavaScript, as those of other people are
// vitest, with the `test` of timeloom.
export * from "vitest";
export { it, test } from "timeloom/vitest";

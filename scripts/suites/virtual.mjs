// vitest, with the `test` of timeloom.
export * from "vitest";
export { it, test } from "timeloom/vitest";

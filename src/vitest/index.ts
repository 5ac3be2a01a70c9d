import { expect } from "vitest";
import { createTest } from "./create-test.ts";
import type { LoopTest } from "./loop-test.ts";
import { matchers } from "./matchers.ts";
import { fakeForFile } from "./globals/fake-for-file.ts";

export { createTest } from "./create-test.ts";
export type { CreateTestSettings } from "./create-test-settings.ts";
export type {
  ExploredBody,
  ExploreTest,
  ExploreTestOptions,
  ExplorationSettings,
  FixtureList,
  FixtureSettings,
  LeftoverSettings,
  LoopFixtures,
  LoopTest,
  LoopTestBody,
  LoopTestOptions,
} from "./loop-test.ts";
export type { LoopMatchers } from "./loop-matchers.ts";
export type { TestLoopSettings } from "./test-loop.ts";
export type { TestWorld, TestWorldSettings } from "./test-world.ts";

/**
 * vitest's `test`: each body runs as the main task of a fresh virtual loop, and an hour of sleeps takes microseconds.
 *
 * Inside of a test, timers and clocks of the host are on loop time. The globals are faked when this module is loaded: a module that is
 * loaded later, and keeps `setTimeout` or `promisify(setTimeout)` for itself, is on loop time inside of tests, too. Outside of virtual loops
 * the fakes are the real thing. `test.explore()` runs its body in every order that matters.
 *
 * @example
 * ```ts
 * import { expect } from "vitest";
 * import { sleep } from "timeloom";
 * import { test } from "timeloom/vitest";
 *
 * test("waits for an hour", async ({ loop }) => {
 *   await sleep(3_600);
 *   expect(loop.time()).toBe(3_600);
 * });
 * ```
 */
export const test: LoopTest = createTest();

/**
 * The same as `test`.
 *
 * @alias test
 */
export const it: LoopTest = test;

expect.extend(matchers);
fakeForFile();

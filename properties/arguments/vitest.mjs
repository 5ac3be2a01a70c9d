// What the entry timeloom/vitest does with the settings that it is given. The entry itself loads in workers of vitest only.
import { explore } from "#testing";
import { requireOptionsOfTest, requireSettings } from "#vitest/create-test-settings";
import { race } from "./base.mjs";

export { timeloom } from "#vitest/config";

/** @param {object} [settings] */
export function createTest(settings = {}) {
  requireSettings(settings);
}

/** Options of one test. @param {object} options */
export function test(options) {
  requireOptionsOfTest("loop", options);
}

/** Options of `test.explore()`, which go on to `explore()`. @param {object} options */
export async function testExplore(options) {
  requireOptionsOfTest("explore", options);
  const { leaks: _, allowOneOrder: __, ...explored } = /** @type {Record<string, unknown>} */ (options);
  await explore(race, explored);
}

import { anObject, anything, aFunction, aList, type Kind, trueOrFalse } from "../core/arguments/kind.ts";
import { requireSeed } from "../core/arguments/require-number.ts";
import { type Options, requireOptions } from "../core/arguments/require-options.ts";
import { exploreOptions } from "../explore/explore-settings.ts";
import type { FaultSettings } from "../world/simulated/network/faults/connection-faults.ts";
import { type FakeGlobalsSettings, fakeGlobalsOptions } from "../globals/fake-globals.ts";
import type { ExplorationSettings, ExploreTestOptions, LeftoverSettings } from "./loop-test.ts";
import type { TestLoopSettings } from "./test-loop.ts";
import { requireTestWorld, type TestWorldSettings } from "./test-world.ts";

/** Settings of all tests that are declared with one `test`. */
export interface CreateTestSettings extends TestLoopSettings, LeftoverSettings {
  /**
   * Puts timers and clocks of the host on loop time inside of the tests, from the first test of a file to its last;
   * `false` leaves them alone. Default: true.
   */
  readonly globals?: boolean | FakeGlobalsSettings | undefined;
  /** Defaults of explorations. */
  readonly explore?: (Omit<ExplorationSettings, "signal"> & Pick<ExploreTestOptions, "allowOneOrder">) | undefined;
  /** Stores schedules that have failed in `__schedules__` beside the test file, and replays them first. Default: true. */
  readonly schedules?: boolean | undefined;
}

/**
 * Refuse wrong settings of `createTest()`.
 *
 * @throws {TypeError} If an option has the wrong type.
 * @throws {ValueError} If an option is unknown.
 */
export function requireSettings(settings: CreateTestSettings): void {
  requireOptions("createTest()", settings, settingsOfTests);
  const { explore, globals, seed, world } = settings;
  if (explore !== undefined) requireOptions("createTest({ explore })", explore, explorations);
  if (typeof globals === "object") requireOptions("createTest({ globals })", globals, fakeGlobalsOptions);
  if (seed !== undefined) requireSeed(seed);
  requireTestWorld(world);
  requireTestWorld(explore?.world);
}

/**
 * Refuse wrong options of one test, which are timeloom's and not vitest's.
 *
 * @throws {TypeError} If an option has the wrong type.
 * @throws {ValueError} If an option is unknown.
 */
export function requireOptionsOfTest(kind: "loop" | "explore", options: object): void {
  if (kind === "loop") requireOptions("test()", options, ofLoopTests);
  else requireOptions("test.explore()", options, exploreTestOptions);
}

const aNumber: Kind = {
  text: "a number",
  hint: "pass a number, such as 1_000",
  fits: (value) => typeof value === "number",
};

const checkNames: Kind = {
  text: 'a list of checks, or "all"',
  hint: 'checks: ["held-lock"], or checks: "all"',
  fits: (value) => value === "all" || Array.isArray(value),
};

const leftovers: Options<LeftoverSettings> = { leaks: trueOrFalse, checks: checkNames };

const ofLoopTests: Options<LeftoverSettings & TestWorldSettings> = { ...leftovers, world: anything };

/** What may go wrong: the simulated world checks it. */
const faultOptions: Options<FaultSettings> = { faults: anything, mostFaults: anything };

/** Options of one exploration: `explore()` checks what it takes. */
const exploreTestOptions: Options<LeftoverSettings & ExplorationSettings & Pick<ExploreTestOptions, "allowOneOrder">> =
  {
    ...exploreOptions,
    ...faultOptions,
    ...leftovers,
    allowOneOrder: trueOrFalse,
  };

const aStrategy: Kind = {
  text: "a search strategy",
  hint: 'strategy: random(), or its name: "pct:3"',
  fits: (value) => typeof value === "function" || typeof value === "string",
};

/** Defaults of explorations: `explore()` checks their values together with those of a test. */
const explorations: Options<NonNullable<CreateTestSettings["explore"]>> = {
  level: oneOf("fifo", "env", "jitter", "any-order"),
  strategy: aStrategy,
  require: oneOf("sample", "pct", "bounded-proof", "proof"),
  executions: aNumber,
  time: aNumber,
  memory: aNumber,
  seed: aNumber,
  maxIterations: aNumber,
  maxTime: aNumber,
  checks: checkNames,
  sweeps: aList,
  tasks: aFunction,
  world: anything,
  ...faultOptions,
  coverage: trueOrFalse,
  shard: anObject,
  onProgress: aFunction,
  allowOneOrder: trueOrFalse,
};

const settingsOfTests: Options<CreateTestSettings> = {
  ...leftovers,
  seed: anything,
  world: anything,
  io: oneOf("wait", "forbid"),
  debug: trueOrFalse,
  globals: {
    text: "true, false or settings of fakeGlobals()",
    hint: 'globals: { now: new Date("2030-01-01") }',
    fits: (value) => typeof value === "boolean" || anObject.fits(value),
  },
  explore: anObject,
  schedules: trueOrFalse,
};

function oneOf(...texts: readonly string[]): Kind {
  const all = texts.map((text) => `"${text}"`).join(", ");
  return { text: `one of ${all}`, hint: `use one of ${all}`, fits: (value) => texts.includes(value as string) };
}

import type { TestAPI, TestContext, TestOptions } from "vitest";
import type { Wait } from "../core/contracts/loop-core.ts";
import type { EventLoop } from "../core/event-loop.ts";
import type { Certificate } from "../explore/claims/certificate.ts";
import type { Explorable } from "../explore/explorable.ts";
import type { CheckName } from "../explore/checks/checks.ts";
import type { ExploreSettings } from "../explore/explore-settings.ts";
import type { VirtualClock } from "../loop/clock/virtual-clock.ts";
import type { FaultSettings } from "../world/simulated/network/faults/connection-faults.ts";
import type { TestWorldSettings } from "./test-world.ts";

/**
 * vitest's `test`: each body runs as the main task of a fresh virtual loop. Has vitest's `only`, `skip`, `concurrent`,
 * `each`, `extend` and so on.
 */
export interface LoopTest<Fixtures = LoopFixtures> {
  (name: TestName, body?: LoopTestBody<Fixtures>, timeout?: number): void;
  (name: TestName, options: LoopTestOptions, body?: LoopTestBody<Fixtures>): void;

  /** Declare a test that runs its body in every order that matters, and fails if the body fails in one of them. */
  readonly explore: ExploreTest<Fixtures>;

  readonly concurrent: LoopTest<Fixtures>;
  readonly sequential: LoopTest<Fixtures>;
  readonly only: LoopTest<Fixtures>;
  readonly skip: LoopTest<Fixtures>;
  readonly todo: LoopTest<Fixtures>;
  readonly fails: LoopTest<Fixtures>;
  skipIf(condition: unknown): LoopTest<Fixtures>;
  runIf(condition: unknown): LoopTest<Fixtures>;
  readonly each: TestAPI<Fixtures>["each"];
  readonly for: TestAPI<Fixtures>["for"];

  extend<Name extends string, T>(name: Name, fixture: BuiltFixture<T, Fixtures>): LoopTest<Fixtures & Record<Name, T>>;
  extend<Name extends string, T>(
    name: Name,
    settings: FixtureSettings,
    fixture: BuiltFixture<T, Fixtures>,
  ): LoopTest<Fixtures & Record<Name, T>>;
  extend<Name extends string, T>(name: Name, value: T): LoopTest<Fixtures & Record<Name, T>>;
  extend<T extends object>(fixtures: FixtureList<T, Fixtures>): LoopTest<Fixtures & T>;
  /** Replace a fixture for the tests of the group that calls this. */
  override<Name extends keyof Fixtures>(name: Name, value: Fixture<Fixtures[Name], Fixtures>): LoopTest<Fixtures>;
  override(fixtures: Partial<FixtureList<Fixtures, Fixtures>>): LoopTest<Fixtures>;

  readonly describe: TestAPI<Fixtures>["describe"];
  readonly suite: TestAPI<Fixtures>["suite"];
  readonly beforeAll: TestAPI<Fixtures>["beforeAll"];
  readonly afterAll: TestAPI<Fixtures>["afterAll"];
  readonly aroundAll: TestAPI<Fixtures>["aroundAll"];
  readonly beforeEach: TestAPI<Fixtures>["beforeEach"];
  readonly afterEach: TestAPI<Fixtures>["afterEach"];
  readonly aroundEach: TestAPI<Fixtures>["aroundEach"];
}

/** The fixtures that a test may ask for. */
export interface LoopFixtures {
  /** The virtual loop that runs the body; other fixtures may use it before and after: `loop.runUntilComplete(…)`. */
  readonly loop: EventLoop;
  /** The clock of the loop: `clock.hold()` stops time. */
  readonly clock: VirtualClock;
  /**
   * Run a program in every order that matters, and resolve with the certificate. A test that asks for it does not run on a
   * loop of its own.
   */
  readonly explore: (body: Explorable, settings?: ExplorationSettings) => Promise<Certificate>;
}

/** What else counts as a failure, once the body has passed. */
export interface LeftoverSettings {
  /** Whether leftover tasks and timers are failures. Default: false. */
  readonly leaks?: boolean | undefined;
  /** Further checks. Default: none. */
  readonly checks?: readonly CheckName[] | "all" | undefined;
}

type VitestOptions = Omit<TestOptions, "shuffle">;

/** Options of a test. */
export interface LoopTestOptions extends VitestOptions, LeftoverSettings, TestWorldSettings {}

/** Options of an exploration in a test: those of `explore()`, and what may go wrong in a simulated world. */
export interface ExplorationSettings extends Omit<ExploreSettings, "world">, TestWorldSettings, FaultSettings {}

/** Options of a test that is an exploration. Its signal is the test's. */
export interface ExploreTestOptions extends VitestOptions, Omit<ExplorationSettings, "checks">, LeftoverSettings {
  /** Whether the test passes if the body has one order, so that there is nothing to explore. Default: false, it fails. */
  readonly allowOneOrder?: boolean | undefined;
}

type Fixed = keyof LoopFixtures;
type TestName = string | (abstract new (...args: never[]) => unknown) | ((...args: never[]) => unknown);

/** The body of a test: an async function, a generator function or a plain one. */
export type LoopTestBody<Fixtures> = (context: TestContext & Fixtures) => unknown;

/** A body that is run in many orders, on a loop of its own each time. Fixtures are made once. */
export type ExploredBody<Fixtures> = (
  context: TestContext & Omit<Fixtures, Fixed>,
) => PromiseLike<unknown> | Generator<Wait, unknown, void>;

/** Declares a test that runs its body in every order that matters. */
export interface ExploreTest<Fixtures> {
  (name: TestName, body?: ExploredBody<Fixtures>, timeout?: number): void;
  (name: TestName, options: ExploreTestOptions, body?: ExploredBody<Fixtures>): void;
}

type FixtureFunction<T, Fixtures> = (
  context: TestContext & Fixtures,
  use: (value: T) => Promise<void>,
) => Promise<void>;
type Fixture<T, Fixtures> = FixtureFunction<T, Fixtures> | (T extends (...args: never[]) => unknown ? never : T);

/** When a fixture is made. */
export interface FixtureSettings {
  readonly auto?: boolean;
  readonly injected?: boolean;
  readonly scope?: "test" | "file" | "worker";
}

/** Fixtures by name, as vitest's `test.extend()` takes them. */
export type FixtureList<T, Fixtures> = {
  [Name in keyof T]: Fixture<T[Name], Fixtures & T> | [Fixture<T[Name], Fixtures & T>, FixtureSettings];
};

type BuiltFixture<T, Fixtures> = (
  context: TestContext & Fixtures,
  fixture: { readonly onCleanup: (cleanup: () => unknown) => void },
) => T | Promise<T>;

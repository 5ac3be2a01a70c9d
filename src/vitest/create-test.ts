import { inject, test as vitestTest, type TestContext } from "vitest";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import type { World } from "../loop/world.ts";
import { worldKey } from "./config.ts";
import { type CreateTestSettings, requireOptionsOfTest, requireSettings } from "./create-test-settings.ts";
import { ExploredTest } from "./explored-test.ts";
import { FileGlobals } from "./file-globals.ts";
import type { LeftoverSettings, LoopFixtures, LoopTest } from "./loop-test.ts";
import { checksFor, TestLoop } from "./test-loop.ts";
import { requireTestWorld, type TestWorld, testWorld } from "./test-world.ts";
import { type Enter, wrapTest } from "./wrap-test.ts";

/**
 * Make a version of vitest's `test` whose bodies run on virtual loops, with your own settings.
 *
 * @throws {TypeError} If an option has the wrong type.
 * @throws {ValueError} If an option or a check is unknown.
 *
 * @example
 * ```ts
 * import { expect } from "vitest";
 * import { sleep } from "timeloom";
 * import { createTest } from "timeloom/vitest";
 *
 * const test = createTest({ leaks: true, globals: { now: new Date("2030-01-01") } });
 *
 * test("waits for a day", async () => {
 *   await sleep(86_400);
 *   expect(new Date().getDate()).toBe(2);
 * });
 * ```
 */
export function createTest(settings: CreateTestSettings = {}): LoopTest {
  requireSettings(settings);
  const { globals = true, explore: exploring = {}, schedules = true } = settings;
  const { allowOneOrder: allowsOneOrder = false, ...explorations } = exploring;
  const faked = globals === true ? {} : globals === false ? undefined : globals;
  const common = checksOf(settings);
  const ofAll = (): TestWorld | undefined => settings.world ?? worldOfProject();
  const extended = ofFile.extend<Omit<Parts, "fileGlobals"> & LoopFixtures>({
    testLoop: [
      async ({ fileGlobals, onTestFinished, signal }, use) => {
        // Before the hooks, which may install fake timers.
        fileGlobals.install(faked);
        const world = testWorld({ world: ofAll() });
        fileGlobals.simulateNetwork(world);
        const made = new TestLoop(settings, world);
        // After the fixtures, which may use the loop to clean up.
        onTestFinished(() => made.close(signal));
        await use(made);
      },
      { auto: true },
    ],
    exploredTest: [
      async ({ task, signal, fileGlobals }, use) => {
        const checks = [...common, ...checksOf(explorations)];
        const prepare = (world: World | undefined): void => fileGlobals.simulateNetwork(world);
        const defaults = { ...explorations, world: explorations.world ?? ofAll(), checks };
        await use(new ExploredTest({ task, signal, prepare }, defaults, schedules));
      },
      { auto: true },
    ],
    loop: async ({ testLoop }, use) => use(testLoop.loop),
    clock: async ({ testLoop }, use) => use(testLoop.clock),
    explore: async ({ exploredTest }, use) => use((body, asked) => exploredTest.explore(body, asked)),
  });
  const enter: Enter = (context, { kind, settings: own }, body) => {
    const { fileGlobals, testLoop, exploredTest, loop, explore, signal } = context as TestContext &
      Parts &
      Partial<LoopFixtures>;
    fileGlobals.install(faked);
    requireOptionsOfTest(kind, own);
    const checks = [...common, ...checksOf(own)];
    if (kind === "explore") {
      fileGlobals.requireControl();
      requireNone(loop);
      const { leaks: _, allowOneOrder = allowsOneOrder, ...explored } = own;
      return exploredTest.explore(body, { ...explored, checks }, allowOneOrder ? "allow" : "fail");
    }
    if (explore !== undefined) {
      fileGlobals.requireControl();
      return body();
    }
    if (own.world !== undefined) {
      const world = testWorld(own);
      fileGlobals.simulateNetwork(world);
      testLoop.enterWorld(world);
    }
    testLoop.watch(new Set(checks));
    return testLoop.run(body, signal);
  };
  return wrapTest(extended as unknown as Parameters<typeof wrapTest>[0], enter) as unknown as LoopTest;
}

/** Fixtures of every test, even of one that does not ask for them. */
interface Parts {
  readonly fileGlobals: FileGlobals;
  readonly testLoop: TestLoop;
  readonly exploredTest: ExploredTest;
}

/** vitest's `test`, with the fixtures that all tests of a file share. */
const ofFile = vitestTest.extend<Pick<Parts, "fileGlobals">>({
  fileGlobals: [
    // oxlint-disable-next-line eslint/no-empty-pattern -- vitest reads what a fixture needs from the pattern
    async ({}, use) => {
      const file = new FileGlobals();
      await use(file);
      file.restore();
    },
    { scope: "file", auto: true },
  ],
});

/** The world that the plugin in `vitest.config.ts` gives to all tests. */
function worldOfProject(): TestWorld | undefined {
  return requireTestWorld((inject as (key: string) => unknown)(worldKey));
}

/** @throws {RuntimeError} If an exploration asks for the loop of the test. */
function requireNone(loop: unknown): void {
  if (loop === undefined) return;
  throw new RuntimeError(
    "test.explore() has no loop or clock to give: it runs the body on a new loop for every order",
    "call getRunningLoop() in the body",
  );
}

function checksOf({ leaks = false, checks = [] }: LeftoverSettings): ReturnType<typeof checksFor> {
  return checksFor(leaks, checks);
}

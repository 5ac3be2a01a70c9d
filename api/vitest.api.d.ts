// dist/vitest/index.d.ts
import type { LoopTest } from "./loop-test.ts";
export { createTest } from "./create-test.ts";
export type { CreateTestSettings } from "./create-test-settings.ts";
export type { ExploredBody, ExploreTest, ExploreTestOptions, ExplorationSettings, FixtureList, FixtureSettings, LeftoverSettings, LoopFixtures, LoopTest, LoopTestBody, LoopTestOptions, } from "./loop-test.ts";
export type { LoopMatchers } from "./loop-matchers.ts";
export type { TestLoopSettings } from "./test-loop.ts";
export type { TestWorld, TestWorldSettings } from "./test-world.ts";
export declare const test: LoopTest;
export declare const it: LoopTest;

// dist/vitest/loop-test.d.ts
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
export interface LoopTest<Fixtures = LoopFixtures> {
    (name: TestName, body?: LoopTestBody<Fixtures>, timeout?: number): void;
    (name: TestName, options: LoopTestOptions, body?: LoopTestBody<Fixtures>): void;
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
    extend<Name extends string, T>(name: Name, settings: FixtureSettings, fixture: BuiltFixture<T, Fixtures>): LoopTest<Fixtures & Record<Name, T>>;
    extend<Name extends string, T>(name: Name, value: T): LoopTest<Fixtures & Record<Name, T>>;
    extend<T extends object>(fixtures: FixtureList<T, Fixtures>): LoopTest<Fixtures & T>;
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
export interface LoopFixtures {
    readonly loop: EventLoop;
    readonly clock: VirtualClock;
    readonly explore: (body: Explorable, settings?: ExplorationSettings) => Promise<Certificate>;
}
export interface LeftoverSettings {
    readonly leaks?: boolean | undefined;
    readonly checks?: readonly CheckName[] | "all" | undefined;
}
type VitestOptions = Omit<TestOptions, "shuffle">;
export interface LoopTestOptions extends VitestOptions, LeftoverSettings, TestWorldSettings {
}
export interface ExplorationSettings extends Omit<ExploreSettings, "world">, TestWorldSettings, FaultSettings {
}
export interface ExploreTestOptions extends VitestOptions, Omit<ExplorationSettings, "checks">, LeftoverSettings {
    readonly allowOneOrder?: boolean | undefined;
}
type Fixed = keyof LoopFixtures;
type TestName = string | (abstract new (...args: never[]) => unknown) | ((...args: never[]) => unknown);
export type LoopTestBody<Fixtures> = (context: TestContext & Fixtures) => unknown;
export type ExploredBody<Fixtures> = (context: TestContext & Omit<Fixtures, Fixed>) => PromiseLike<unknown> | Generator<Wait, unknown, void>;
export interface ExploreTest<Fixtures> {
    (name: TestName, body?: ExploredBody<Fixtures>, timeout?: number): void;
    (name: TestName, options: ExploreTestOptions, body?: ExploredBody<Fixtures>): void;
}
type FixtureFunction<T, Fixtures> = (context: TestContext & Fixtures, use: (value: T) => Promise<void>) => Promise<void>;
type Fixture<T, Fixtures> = FixtureFunction<T, Fixtures> | (T extends (...args: never[]) => unknown ? never : T);
export interface FixtureSettings {
    readonly auto?: boolean;
    readonly injected?: boolean;
    readonly scope?: "test" | "file" | "worker";
}
export type FixtureList<T, Fixtures> = {
    [Name in keyof T]: Fixture<T[Name], Fixtures & T> | [Fixture<T[Name], Fixtures & T>, FixtureSettings];
};
type BuiltFixture<T, Fixtures> = (context: TestContext & Fixtures, fixture: {
    readonly onCleanup: (cleanup: () => unknown) => void;
}) => T | Promise<T>;
export {};

// dist/vitest/test-world.d.ts
import { type World } from "../loop/world.ts";
import type { FaultSettings } from "../world/simulated/network/faults/connection-faults.ts";
export type TestWorld = "real" | "simulated" | World;
export interface TestWorldSettings {
    readonly world?: TestWorld | undefined;
}
export declare function requireTestWorld(world: unknown): TestWorld | undefined;
export declare function testWorld(asked: TestWorldSettings & FaultSettings): World | undefined;

// dist/vitest/create-test.d.ts
import { type CreateTestSettings } from "./create-test-settings.ts";
import type { LoopTest } from "./loop-test.ts";
export declare function createTest(settings?: CreateTestSettings): LoopTest;

// dist/vitest/create-test-settings.d.ts
import { type FakeGlobalsSettings } from "../globals/fake-globals.ts";
import type { ExplorationSettings, ExploreTestOptions, LeftoverSettings } from "./loop-test.ts";
import type { TestLoopSettings } from "./test-loop.ts";
export interface CreateTestSettings extends TestLoopSettings, LeftoverSettings {
    readonly globals?: boolean | FakeGlobalsSettings | undefined;
    readonly explore?: (Omit<ExplorationSettings, "signal"> & Pick<ExploreTestOptions, "allowOneOrder">) | undefined;
    readonly schedules?: boolean | undefined;
}
export declare function requireSettings(settings: CreateTestSettings): void;
export declare function requireOptionsOfTest(kind: "loop" | "explore", options: object): void;

// dist/vitest/test-loop.d.ts
import { type CheckName } from "../explore/checks/checks.ts";
import type { BaseEventLoop } from "../loop/base-event-loop.ts";
import { JumpingClock } from "../loop/clock/jumping-clock.ts";
import { type World } from "../loop/world.ts";
import type { TestWorldSettings } from "./test-world.ts";
export declare class TestLoop {
    #private;
    readonly clock: JumpingClock;
    readonly loop: BaseEventLoop;
    constructor({ seed, io, debug }?: Omit<TestLoopSettings, "world">, world?: World);
    enterWorld(world: World | undefined): void;
    watch(checks: ReadonlySet<CheckName>): void;
    run(body: () => unknown, signal: AbortSignal): Promise<void>;
    close(signal: AbortSignal): Promise<void>;
}
export interface TestLoopSettings extends TestWorldSettings {
    readonly seed?: number | undefined;
    readonly io?: "wait" | "forbid" | undefined;
    readonly debug?: boolean | undefined;
}
export declare function checksFor(leaks: boolean, checks: readonly CheckName[] | "all"): ReadonlySet<CheckName>;

// dist/loop/clock/jumping-clock.d.ts
import type { Clock, TimeDriver } from "../../core/contracts/clock.ts";
import { Hold } from "./hold.ts";
export declare class JumpingClock implements Clock {
    #private;
    readonly isVirtual = true;
    constructor(start: number);
    time(): number;
    follow(fakes: MaybeDriver): void;
    driver(): TimeDriver | undefined;
    reach(when: number): void;
    hold(): Hold;
    pass(when: number, wake: () => void): boolean;
    interrupt(): void;
    servesHost(): boolean;
}
interface MaybeDriver extends TimeDriver {
    isDriving(): boolean;
}
export {};

// dist/vitest/loop-matchers.d.ts
export interface LoopMatchers {
    toCompleteAt(seconds: number): Promise<void>;
    toTakeSeconds(seconds: number): Promise<void>;
    toBeCancelled(): void;
    toBePending(): void;
    toDeadlock(tasks?: readonly string[]): Promise<void>;
}
declare global {
    namespace Chai {
        interface Assertion extends LoopMatchers {
        }
    }
}

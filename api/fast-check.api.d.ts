// dist/fast-check/index.d.ts
export { delay } from "./delay.ts";
export { schedule } from "./schedule.ts";
export { GeneratedSchedule, scheduleOf } from "./generated-schedule.ts";
export type { Departure, ScheduleSettings } from "./generated-schedule.ts";
export { modelRun } from "./model-run.ts";
export type { ModelCommand, ModelSetup } from "./model-run.ts";
export { interleaved, interleavedSync } from "./interleaved.ts";
export { scheduler } from "./scheduler.ts";
export type { SchedulerSettings } from "./scheduler.ts";
export { virtualTime } from "./virtual-time.ts";
export type { VirtualTimeSettings } from "./virtual-time.ts";

// dist/fast-check/delay.d.ts
import * as fc from "fast-check";
export declare function delay(settings?: {
    readonly max?: number;
}): fc.Arbitrary<number>;

// dist/fast-check/schedule.d.ts
import * as fc from "fast-check";
import { GeneratedSchedule, type ScheduleSettings } from "./generated-schedule.ts";
export declare function schedule(settings?: ScheduleSettings): fc.Arbitrary<GeneratedSchedule>;

// dist/fast-check/generated-schedule.d.ts
import { type EventLoop } from "../core/event-loop.ts";
import type { Spawnable } from "../core/spawnable.ts";
import type { Probe } from "../core/contracts/probe.ts";
import type { Level } from "../core/contracts/level.ts";
import { type World } from "../loop/world.ts";
export declare class GeneratedSchedule {
    #private;
    get isDefault(): boolean;
    loopFactory(settings?: {
        readonly probe?: Probe;
        readonly world?: World;
    }): () => EventLoop;
    run<T>(body: Spawnable<T>): Promise<T>;
    runSync<T>(body: Spawnable<T>): T;
    get text(): string;
    toString(): string;
}
export interface Departure {
    readonly gap: number;
    readonly rank: number;
}
export interface ScheduleSettings {
    readonly level?: Level;
}
export declare function requireScheduleSettings(settings: ScheduleSettings): void;
export declare function scheduleOf(text: string, settings?: ScheduleSettings): GeneratedSchedule;

// dist/fast-check/model-run.d.ts
import { GeneratedSchedule } from "./generated-schedule.ts";
export declare function modelRun<Model extends object, Real>(schedule: GeneratedSchedule, setup: () => ModelSetup<Model, Real>, commands: Iterable<ModelCommand<Model, Real>>): Promise<void>;
export interface ModelSetup<Model extends object, Real> {
    readonly model: Model;
    readonly real: Real;
    readonly atEnd?: (() => void | PromiseLike<void>) | undefined;
}
export interface ModelCommand<Model extends object, Real> {
    check(model: Readonly<Model>): boolean | PromiseLike<boolean>;
    run(model: Model, real: Real): void | PromiseLike<void>;
}

// dist/fast-check/interleaved.d.ts
import * as fc from "fast-check";
import type { Wait } from "../core/contracts/loop-core.ts";
import type { GeneratedSchedule } from "./generated-schedule.ts";
export declare function interleaved<Inputs extends [unknown, ...unknown[]]>(...args: [
    ...arbitraries: Arbitraries<Inputs>,
    body: (...inputs: NoInfer<Inputs>) => PromiseLike<void> | Generator<Wait, void, void>
]): fc.IAsyncPropertyWithHooks<[GeneratedSchedule, ...Inputs]>;
type Arbitraries<Inputs extends [unknown, ...unknown[]]> = {
    [Index in keyof Inputs]: fc.Arbitrary<Inputs[Index]>;
};
export declare function interleavedSync<Inputs extends [unknown, ...unknown[]]>(...args: [...arbitraries: Arbitraries<Inputs>, body: (...inputs: NoInfer<Inputs>) => Generator<Wait, void, void>]): fc.IPropertyWithHooks<[GeneratedSchedule, ...Inputs]>;
export {};

// dist/fast-check/scheduler.d.ts
import * as fc from "fast-check";
import type { SearchStrategy } from "../explore/strategies/search.ts";
export declare function scheduler<TMetaData = unknown>(settings?: SchedulerSettings): fc.Arbitrary<fc.Scheduler<TMetaData>>;
export interface SchedulerSettings extends Partial<fc.SchedulerConstraints> {
    readonly strategy?: SearchStrategy | undefined;
}

// dist/fast-check/virtual-time.d.ts
import type { Plugin } from "fast-check";
import { type FakeGlobalsSettings } from "../globals/fake-globals.ts";
import { type VirtualLoopSettings } from "../loop/virtual-loop.ts";
export declare function virtualTime(settings?: VirtualTimeSettings): Plugin<unknown>;
export interface VirtualTimeSettings extends VirtualLoopSettings, FakeGlobalsSettings {
}

// dist/fast-check/index.d.ts
export { delay, schedule } from "./arbitraries.ts";
export { GeneratedSchedule, scheduleOf } from "./generated-schedule.ts";
export type { Departure, ScheduleSettings } from "./generated-schedule.ts";
export { modelRun } from "./model-run.ts";
export type { ModelCommand, ModelSetup } from "./model-run.ts";
export { interleaved, interleavedSync } from "./properties.ts";

// dist/fast-check/arbitraries.d.ts
import * as fc from "fast-check";
import { GeneratedSchedule, type ScheduleSettings } from "./generated-schedule.ts";
export declare function schedule(settings?: ScheduleSettings): fc.Arbitrary<GeneratedSchedule>;
export declare function delay({ max }?: {
    readonly max?: number;
}): fc.Arbitrary<number>;

// dist/fast-check/generated-schedule.d.ts
import { type EventLoop } from "../core/event-loop.ts";
import type { Spawnable } from "../core/spawnable.ts";
import type { Probe } from "../core/contracts/probe.ts";
import type { Level } from "../core/contracts/level.ts";
export interface Departure {
    readonly gap: number;
    readonly rank: number;
}
export interface ScheduleSettings {
    readonly level?: Level;
}
export declare class GeneratedSchedule {
    #private;
    get isDefault(): boolean;
    loopFactory({ probe }?: {
        readonly probe?: Probe;
    }): () => EventLoop;
    run<T>(body: Spawnable<T>): Promise<T>;
    runSync<T>(body: Spawnable<T>): T;
    get text(): string;
    toString(): string;
}
export declare function scheduleOf(text: string, settings?: ScheduleSettings): GeneratedSchedule;

// dist/fast-check/model-run.d.ts
import type { GeneratedSchedule } from "./generated-schedule.ts";
export interface ModelSetup<Model extends object, Real> {
    readonly model: Model;
    readonly real: Real;
}
export interface ModelCommand<Model extends object, Real> {
    check(model: Readonly<Model>): boolean | PromiseLike<boolean>;
    run(model: Model, real: Real): void | PromiseLike<void>;
}
export declare function modelRun<Model extends object, Real>(schedule: GeneratedSchedule, setup: () => ModelSetup<Model, Real>, commands: Iterable<ModelCommand<Model, Real>>): Promise<void>;

// dist/fast-check/properties.d.ts
import * as fc from "fast-check";
import type { Wait } from "../core/contracts/machine.ts";
import type { GeneratedSchedule } from "./generated-schedule.ts";
type Arbitraries<Inputs extends [unknown, ...unknown[]]> = {
    [Index in keyof Inputs]: fc.Arbitrary<Inputs[Index]>;
};
export declare function interleaved<Inputs extends [unknown, ...unknown[]]>(...args: [
    ...arbitraries: Arbitraries<Inputs>,
    body: (...inputs: NoInfer<Inputs>) => PromiseLike<void> | Generator<Wait, void, void>
]): fc.IAsyncPropertyWithHooks<[GeneratedSchedule, ...Inputs]>;
export declare function interleavedSync<Inputs extends [unknown, ...unknown[]]>(...args: [...arbitraries: Arbitraries<Inputs>, body: (...inputs: NoInfer<Inputs>) => Generator<Wait, void, void>]): fc.IPropertyWithHooks<[GeneratedSchedule, ...Inputs]>;
export {};

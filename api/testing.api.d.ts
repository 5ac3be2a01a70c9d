// dist/testing.d.ts
export type { Probe } from "./core/probe.ts";
export { fifo, follow } from "./core/strategy.ts";
export type { Choice, ChoicePoint, Strategy } from "./core/strategy.ts";
export { virtualClock } from "./loop/virtual-clock.ts";
export type { Hold, VirtualClock } from "./loop/virtual-clock.ts";
export { virtualLoop } from "./loop/virtual-loop.ts";
export type { VirtualLoopSettings } from "./loop/virtual-loop.ts";
export { external } from "./tasks/external.ts";

// dist/tasks/external.d.ts
import type { Future } from "../core/future.ts";
export declare function external<T>(promise: PromiseLike<T>): Future<T>;

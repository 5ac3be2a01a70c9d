import type { Library } from "./behaviour.ts";
import { bottleneckLibrary } from "./bottleneck.ts";
import { cockatielLibrary } from "./cockatiel.ts";
import { pQueueLibrary } from "./p-queue.ts";
import { pRetryLibrary } from "./p-retry.ts";
import { pThrottleLibrary } from "./p-throttle.ts";
import { pTimeoutLibrary } from "./p-timeout.ts";

/** Packages whose timers are on loop time without a change to them. */
export const libraries: readonly Library[] = [
  pRetryLibrary,
  pThrottleLibrary,
  pQueueLibrary,
  pTimeoutLibrary,
  cockatielLibrary,
  bottleneckLibrary,
];

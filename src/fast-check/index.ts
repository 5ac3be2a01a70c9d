export { delay } from "./delay.ts";
export { schedule } from "./schedule.ts";
export { GeneratedSchedule, scheduleOf } from "./generated-schedule.ts";
export type { Departure, ScheduleSettings } from "./generated-schedule.ts";
export { modelRun } from "./model-run.ts";
export type { ModelCommand, ModelSetup } from "./model-run.ts";
export { interleaved, interleavedSync } from "./interleaved.ts";

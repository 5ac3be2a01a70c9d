import type { Probe } from "../../core/contracts/probe.ts";
import type { Strategy } from "../../core/contracts/strategy.ts";
import { recorded } from "../pairs/recorded.ts";
import { Names } from "../schedule/names.ts";
import { parseSchedule } from "../schedule/schedule.ts";
import { ScheduleStrategy } from "../schedule/schedule-strategy.ts";
import type { ScheduleSlice, SliceRuns } from "./slice.ts";

/** Runs a list of schedules. What has become impossible in one is skipped. */
export class ScheduleRuns implements SliceRuns {
  readonly #slice: ScheduleSlice;

  constructor(slice: ScheduleSlice) {
    this.#slice = slice;
  }

  next(executions: number): (Strategy & Probe) | undefined {
    const schedule = this.#slice.schedules[executions];
    if (schedule === undefined) return undefined;
    const names = new Names();
    return recorded(new ScheduleStrategy(parseSchedule(schedule), names), names);
  }

  ended(): void {}

  found(): object {
    return {};
  }
}

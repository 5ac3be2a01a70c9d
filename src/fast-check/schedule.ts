import * as fc from "fast-check";
import { ValueError } from "../core/errors/value-error.ts";
import {
  type Departure,
  GeneratedSchedule,
  requireScheduleSettings,
  type ScheduleSettings,
} from "./generated-schedule.ts";

/**
 * An order in which a program may run, beside the program's input. Both shrink together, the order towards first in,
 * first out.
 *
 * @throws {ValueError} If the level is `"fifo"`, which leaves nothing to choose.
 *
 * @example
 * ```ts
 * fc.assert(
 *   fc.property(schedule(), fc.nat(3), (schedule, count) => {
 *     schedule.runSync(function* () {
 *       const queue = new Queue<number>();
 *       for (let i = 0; i < count; i++) createTask(() => queue.put(i));
 *       for (let i = 0; i < count; i++) yield* queue.get();
 *       assert.ok(queue.empty());
 *     });
 *   }),
 * );
 * ```
 */
export function schedule(settings: ScheduleSettings = {}): fc.Arbitrary<GeneratedSchedule> {
  requireScheduleSettings(settings);
  if (settings.level === "fifo") {
    throw new ValueError('Invalid level: "fifo" leaves nothing to choose', 'use "env", "jitter" or "any-order"');
  }
  return fc
    .oneof(
      { weight: 1, arbitrary: fc.constant<Departure[]>([]) },
      { weight: 4, arbitrary: fc.array(anyDeparture, { maxLength: mostDepartures, size: "max" }) },
    )
    .map((departures) => new GeneratedSchedule(departures, settings));
}

/** The most departures of a generated schedule. */
const mostDepartures = 100;

const anyDeparture: fc.Arbitrary<Departure> = fc.record({
  gap: fc.oneof(
    { weight: 4, arbitrary: fc.nat(2) }, // most races need a few departures that are close to each other
    { weight: 1, arbitrary: fc.nat(20) },
  ),
  rank: fc.nat(4),
});

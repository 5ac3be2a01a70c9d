import { clockActor } from "../../core/contracts/actor.ts";
import type { ChoicePoint, Strategy } from "../../core/contracts/strategy.ts";
import { late, timesLate } from "./late.ts";
import type { Names } from "./names.ts";
import type { Schedule } from "./schedule.ts";
import { valuesOf } from "./recording-strategy.ts";

/** Departs from the default order as a schedule says. Departures that never become possible are skipped. */
export class ScheduleStrategy implements Strategy {
  readonly #names: Names;
  /** The departures that have not happened yet, in order, by their wake-up. */
  readonly #left = new Map<string, string[]>();

  constructor(schedule: Schedule, names: Names) {
    this.#names = names;
    for (const { at, value } of schedule) {
      const values = this.#left.get(at);
      if (values === undefined) this.#left.set(at, [value]);
      else values.push(value);
    }
  }

  choose(point: ChoicePoint): number {
    const at = this.#names.wakeUp(point.at);
    const values = this.#left.get(at);
    const [first] = values ?? [];
    if (values === undefined || first === undefined) return 0;
    if (first === at) {
      if (point.kind === "arrival") values.shift();
      return 0;
    }
    const times = timesLate({ value: first });
    if (times > 0) return this.#pass(point, values, times);
    const index = valuesOf(point, this.#names).indexOf(first);
    if (index <= 0) return 0;
    values.shift();
    return index;
  }

  /** Let time pass the completion at this point, if it may; `times` are left. */
  #pass(point: ChoicePoint, values: string[], times: number): number {
    const last = point.count - 1;
    if (point.kind !== "arrival" || point.option(last) !== clockActor) return 0;
    if (times > 1) values[0] = late(times - 1);
    else values.shift();
    return last;
  }
}

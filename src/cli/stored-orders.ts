import {
  type Explorable,
  formatSchedule,
  InconclusiveError,
  parseSchedule,
  RaceError,
  replay,
  type ReplaySettings,
} from "../testing.ts";
import { ScheduleFile } from "../world/node/schedule-file.ts";

/** The orders in which a program of a file has failed, in `__schedules__` beside the file. What happens to them is told on stderr. */
export class StoredOrders {
  readonly #file: ScheduleFile;
  readonly #program: string;

  /** @param program - The name of its export. */
  constructor(file: string, program: string) {
    this.#file = new ScheduleFile(file, parseSchedule);
    this.#program = program;
  }

  /**
   * Run `program` in each of the orders.
   *
   * @throws {RaceError} If it fails in one.
   * @throws {ValueError} If a line of the file is no stored schedule.
   */
  async replay(program: Explorable, settings: ReplaySettings): Promise<void> {
    for (const { test, level, schedule } of this.#file.read()) {
      if (test !== this.#program) continue;
      const tell = (verdict: string): void => console.error(`stored    ${level} ${schedule} ${verdict}`);
      try {
        await replay(program, schedule, { ...settings, level });
      } catch (error) {
        if (error instanceof RaceError) tell("still fails");
        if (!(error instanceof InconclusiveError)) throw error;
      }
      tell("passes now");
    }
  }

  /** Keep the order of a finding, unless it is the default order, which every search tries first. */
  add({ finding: { schedule, level } }: RaceError): void {
    if (schedule.length === 0) return;
    const text = formatSchedule(schedule);
    const isKnown = this.#file.read().some((each) => each.test === this.#program && each.schedule === text);
    if (isKnown) return;
    this.#file.add({ test: this.#program, level, schedule: text });
    console.error(`stored    ${level} ${text} in ${this.#file.name}`);
  }
}

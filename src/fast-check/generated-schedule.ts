import { toStringMethod } from "fast-check";
import { coreOf, type EventLoop } from "../core/event-loop.ts";
import type { Spawnable } from "../core/spawnable.ts";
import type { Probe } from "../core/contracts/probe.ts";
import type { Level } from "../core/contracts/level.ts";
import type { ChoicePoint, Strategy } from "../core/contracts/strategy.ts";
import { Names } from "../explore/schedule/names.ts";
import { RecordingStrategy } from "../explore/schedule/recording-strategy.ts";
import { ScheduleStrategy } from "../explore/schedule/schedule-strategy.ts";
import { formatSchedule, parseSchedule, type Schedule } from "../explore/schedule/schedule.ts";
import { cancelAll } from "../loop/cancel-all.ts";
import { ProbeList } from "../loop/probe-list.ts";
import { run } from "../loop/runner.ts";
import { virtualLoop } from "../loop/virtual-loop.ts";

/** An order in which a program may run, as fast-check generates and shrinks it. Each run begins it afresh. */
export class GeneratedSchedule {
  readonly #departures: readonly Departure[] | Schedule;
  readonly #level: Level;
  #recorded: RecordingStrategy | undefined = undefined;
  /** Fast-check runs one schedule with several inputs while it shrinks: what it prints is the one that failed last. */
  #failed: RecordingStrategy | undefined = undefined;

  /** @internal */
  constructor(departures: readonly Departure[] | Schedule, { level = "any-order" }: ScheduleSettings = {}) {
    this.#departures = departures;
    this.#level = level;
  }

  /** Whether it is first in, first out. */
  get isDefault(): boolean {
    return this.#departures.length === 0;
  }

  /** Makes virtual loops that run in this order: for `run(main, { loopFactory: schedule.loopFactory() })`. */
  loopFactory({ probe }: { readonly probe?: Probe } = {}): () => EventLoop {
    return () => {
      const names = new Names();
      const strategy = new RecordingStrategy(strategyOf(this.#departures, names), names);
      this.#recorded = strategy;
      return virtualLoop({
        strategy,
        level: this.#level,
        probe: new ProbeList([names, probe]).all,
        io: "forbid",
      })();
    };
  }

  /** Run `body` on a virtual loop in this order, and resolve or reject with its outcome. */
  async run<T>(body: Spawnable<T>): Promise<T> {
    try {
      return await run(body, { loopFactory: this.loopFactory() });
    } catch (error) {
      this.#failed = this.#recorded;
      throw error;
    }
  }

  /**
   * Run a program of generator coroutines in this order at once, and return its value: for synchronous properties.
   *
   * @throws {RuntimeError} If the program needs native code or the host.
   */
  runSync<T>(body: Spawnable<T>): T {
    const loop = this.loopFactory()();
    try {
      return loop.runSync(body);
    } catch (error) {
      this.#failed = this.#recorded;
      throw error;
    } finally {
      endSync(loop);
    }
  }

  /**
   * The order by stable names, as `replay()` and `scheduleOf()` take it: of the last run that failed, or of the last run;
   * empty if there was none.
   */
  get text(): string {
    return formatSchedule((this.#failed ?? this.#recorded)?.deviations ?? []);
  }

  toString(): string {
    return this.#recorded === undefined ? "a schedule that was not run" : this.text;
  }

  /** What fast-check prints. @internal */
  [toStringMethod](): string {
    return `scheduleOf("${this.text}")`;
  }
}

/** After `gap` choices that go the default way, one that does not: the alternative `rank`, modulo those there are. */
export interface Departure {
  readonly gap: number;
  readonly rank: number;
}

/** What may be reordered in a run by a generated schedule. */
export interface ScheduleSettings {
  /** Default: `"any-order"`. */
  readonly level?: Level;
}

/** Cancel what a run has left behind, and close its loop. */
function endSync(loop: EventLoop): void {
  const left = cancelAll(coreOf(loop));
  if (left !== undefined) loop.runSync(left.haveEnded);
  loop.close();
}

function strategyOf(departures: readonly Departure[] | Schedule, names: Names): Strategy {
  return isGenerated(departures) ? new Departing(departures) : new ScheduleStrategy(departures, names);
}

function isGenerated(departures: readonly Departure[] | Schedule): departures is readonly Departure[] {
  const [first] = departures;
  return first !== undefined && "gap" in first;
}

/** Departs from the default order where the list says. */
class Departing implements Strategy {
  readonly #departures: Iterator<Departure, undefined>;
  #next: Departure | undefined;
  /** Choices since the last departure. */
  #since = 0;

  constructor(departures: readonly Departure[]) {
    this.#departures = departures[Symbol.iterator]();
    this.#next = this.#departures.next().value;
  }

  choose({ options }: ChoicePoint): number {
    const next = this.#next;
    if (next === undefined) return 0;
    if (this.#since < next.gap) {
      this.#since += 1;
      return 0;
    }
    this.#since = 0;
    this.#next = this.#departures.next().value;
    return 1 + (next.rank % (options.length - 1));
  }
}

/**
 * The schedule that a report or a failed property has printed: an example for `fc.assert(…, { examples: [[input, scheduleOf("v1:…")]] })`.
 *
 * @throws {ValueError} If `text` is no schedule; says where.
 */
export function scheduleOf(text: string, settings?: ScheduleSettings): GeneratedSchedule {
  return new GeneratedSchedule(parseSchedule(text), settings);
}

import { requireLevel } from "../core/contracts/level.ts";
import { anything, anObject } from "../core/arguments/kind.ts";
import { type Options, requireOptions } from "../core/arguments/require-options.ts";
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
import { requireWorld, type World } from "../loop/world.ts";
import { virtualLoop } from "../loop/virtual-loop.ts";

/** An order in which a program may run, as fast-check generates and shrinks it. Each run starts at its beginning. */
export class GeneratedSchedule {
  readonly #departures: readonly Departure[] | Schedule;
  readonly #level: Level;
  #recorded: RecordingStrategy | undefined = undefined;
  /** While fast-check shrinks, it runs one schedule with several inputs: it must print the run that failed last. */
  #failed: RecordingStrategy | undefined = undefined;

  /** @internal */
  constructor(departures: readonly Departure[] | Schedule, settings: ScheduleSettings = {}) {
    requireScheduleSettings(settings);
    const { level = "any-order" } = settings;
    this.#departures = departures;
    this.#level = level;
  }

  /** Whether the order is first in, first out. */
  get isDefault(): boolean {
    return this.#departures.length === 0;
  }

  /**
   * Makes virtual loops that run in this order: for `run(main, { loopFactory: schedule.loopFactory() })`.
   *
   * @param settings - `world`: the network, processes and workers, for instance `simulatedWorld({ hosts: { … } })`.
   */
  loopFactory(settings: { readonly probe?: Probe; readonly world?: World } = {}): () => EventLoop {
    requireOptions("loopFactory()", settings, { probe: anObject, world: anything });
    const { probe, world } = settings;
    requireWorld(world);
    return () => {
      const names = new Names();
      const strategy = new RecordingStrategy(strategyOf(this.#departures, names), names);
      this.#recorded = strategy;
      return virtualLoop({
        strategy,
        level: this.#level,
        probe: new ProbeList([names, probe]).all,
        io: "forbid",
        ...(world === undefined ? {} : { world }),
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
   * The order in stable names, for `replay()` and `scheduleOf()`: of the last run that failed, else of the last run;
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

/** After `gap` default choices, one departure: alternative number `rank`, modulo the number of alternatives. */
export interface Departure {
  readonly gap: number;
  readonly rank: number;
}

/** Options of a generated schedule. */
export interface ScheduleSettings {
  /** What may be reordered. Default: `"any-order"`. */
  readonly level?: Level;
}

const options: Options<ScheduleSettings> = { level: anything };

/** @throws {TypeError} If `settings` is no object. @throws {ValueError} If an option is unknown, or the level is none. */
export function requireScheduleSettings(settings: ScheduleSettings): void {
  requireOptions("a schedule", settings, options);
  if (settings.level !== undefined) requireLevel(settings.level);
}

/** Cancel the tasks that a run left behind, and close its loop. */
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

/** Departs from the default order where a list says so. */
class Departing implements Strategy {
  readonly #departures: Iterator<Departure, undefined>;
  #next: Departure | undefined;
  /** Choices since the last departure. */
  #since = 0;

  constructor(departures: readonly Departure[]) {
    this.#departures = departures[Symbol.iterator]();
    this.#next = this.#departures.next().value;
  }

  choose({ count }: ChoicePoint): number {
    const next = this.#next;
    if (next === undefined) return 0;
    if (this.#since < next.gap) {
      this.#since += 1;
      return 0;
    }
    this.#since = 0;
    this.#next = this.#departures.next().value;
    return 1 + (next.rank % (count - 1));
  }
}

/**
 * The schedule that a report or a failed property has printed: an example for `fc.assert(…, { examples: [[input, scheduleOf("v1:…")]] })`.
 *
 * @throws {ValueError} If `text` is not a schedule. The message says where.
 */
export function scheduleOf(text: string, settings?: ScheduleSettings): GeneratedSchedule {
  return new GeneratedSchedule(parseSchedule(text), settings);
}

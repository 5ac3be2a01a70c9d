import { OutsideWaitError } from "../../core/errors/outside-wait-error.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import type { Level } from "../../core/contracts/level.ts";
import { type Actor, actorOf } from "../../core/contracts/actor.ts";
import type { Executions } from "../execution/executions.ts";
import { type Failure, sameFailure } from "../checks/failure.ts";
import type { Point } from "../schedule/recording-strategy.ts";
import { formatSchedule, type Schedule } from "../schedule/schedule.ts";

/** Replays candidates for a smaller schedule, each once, up to a limit. */
export class ShrinkReplays {
  readonly #executions: Executions;
  readonly #level: Level;
  readonly #failure: Failure;
  readonly #known = new Map<string, Trial>();
  readonly #points = new Map<string, readonly Point[]>();
  /** The number of replays that are left. */
  left: number;

  constructor(executions: Executions, level: Level, failure: Failure, most: number) {
    this.#executions = executions;
    this.#level = level;
    this.#failure = failure;
    this.left = most;
  }

  /** Replay `schedule`, unless the outcome is known. @returns undefined if no replay is left */
  async try(schedule: Schedule): Promise<Trial | undefined> {
    return this.#known.get(formatSchedule(schedule)) ?? this.#replay(schedule, undefined);
  }

  /** The choice points of the execution by `schedule`. @returns none if no replay is left */
  async points(schedule: Schedule): Promise<readonly Point[]> {
    const known = this.#points.get(formatSchedule(schedule));
    if (known !== undefined) return known;
    const points: Point[] = [];
    await this.#replay(schedule, points);
    this.#points.set(formatSchedule(schedule), points);
    return points;
  }

  async #replay(schedule: Schedule, points: Point[] | undefined): Promise<Trial | undefined> {
    if (this.left === 0) return undefined;
    this.left -= 1;
    const probe = new Switches();
    const extras = points === undefined ? { probe } : { probe, points };
    const replay = await this.#executions.replay(this.#level, schedule, extras).catch(unlessOutside);
    const trial = {
      fails: sameFailure(this.#failure, replay?.failure),
      passes: replay?.kind === "passed",
      schedule: replay?.schedule ?? schedule,
      switches: probe.count,
    };
    this.#known.set(formatSchedule(schedule), trial);
    this.#known.set(formatSchedule(trial.schedule), trial);
    return trial;
  }
}

/** Replays to keep for the steps that follow a search for a smaller schedule. */
export const reserve = 30;

/** The outcome of a replay of a candidate. */
export interface Trial {
  /** Whether it failed in the same way as the original. */
  readonly fails: boolean;
  /** Whether nothing was wrong at all. */
  readonly passes: boolean;
  /** The deviations that happened. */
  readonly schedule: Schedule;
  /** How often the order switched from one task to another. */
  readonly switches: number;
}

/** In a new order the body may wait for something outside: then it has not failed in the same way. */
export function unlessOutside(error: unknown): undefined {
  if (error instanceof OutsideWaitError) return undefined;
  throw error;
}

/** Counts how often the order switches from one task to another. */
class Switches implements Probe {
  #last: object | undefined = undefined;
  count = 0;

  turn(entry: Actor): void {
    const actor = actorOf(entry);
    if (actor !== this.#last) this.count += 1;
    this.#last = actor;
  }
}

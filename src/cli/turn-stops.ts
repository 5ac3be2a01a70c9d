import { formatWakeUp, isWakeUp } from "../explore/schedule/wake-up.ts";
import type { Actor } from "../core/contracts/actor.ts";
import type { Probe } from "../core/contracts/probe.ts";
import { visibleLine } from "../core/visible.ts";
import { Names } from "../explore/schedule/names.ts";
import { formatDeviation, type Schedule } from "../explore/schedule/schedule.ts";

/**
 * Stops the debugger in a replay: before the turn of the first deviation, before each turn after it, and when the run fails. Without a
 * deviation it stops before each turn. Every stop writes a line on stderr that names the turn.
 */
export class TurnStops implements Probe {
  readonly #names = new Names();
  /** The deviations, by the wake-up that shows them. */
  readonly #deviations: ReadonlyMap<string, string>;
  readonly #failure: string | undefined;
  #turns = 0;
  #isReached: boolean;

  /**
   * @param schedule - The deviations that happen.
   * @param failure - How the run fails; undefined if it passes.
   */
  constructor(schedule: Schedule, failure: string | undefined) {
    this.#deviations = new Map(
      schedule.map((deviation) => [
        isWakeUp(deviation.value) ? deviation.value : deviation.at,
        formatDeviation(deviation),
      ]),
    );
    this.#failure = failure;
    this.#isReached = schedule.length === 0;
  }

  created(task: Actor): void {
    this.#names.created(task);
  }

  scheduled(entry: Actor): void {
    this.#names.scheduled(entry);
  }

  advanced(): void {
    this.#names.advanced();
  }

  turn(entry: Actor, time: number): void {
    this.#names.turn(entry);
    this.#turns += 1;
    const wakeUp = formatWakeUp(this.#names.path(entry), this.#names.turns(entry));
    const deviation = this.#deviations.get(wakeUp);
    if (deviation !== undefined) this.#isReached = true;
    if (!this.#isReached) return;
    const deviates = deviation === undefined ? "" : `  deviates: ${deviation}`;
    console.error(visibleLine(`turn      ${this.#turns}  ${entry.title}  ${wakeUp}  t=${time} s${deviates}`));
    stopBeforeTurn(entry.title, wakeUp, deviation);
  }

  ended(): void {
    this.#names.ended();
    if (this.#failure === undefined) return;
    console.error(visibleLine(`fails     ${this.#failure}`));
    stopAtFailure(this.#failure);
  }
}

/** The debugger shows the arguments: continue, and it stops before the next turn. */
// oxlint-disable-next-line no-unused-vars -- for whoever looks at the stopped program
function stopBeforeTurn(task: string, wakeUp: string, deviation: string | undefined): void {
  // oxlint-disable-next-line no-debugger -- this is what --break is for
  debugger;
}

/** The state is as the violated check has seen it: nothing was cleaned up. */
// oxlint-disable-next-line no-unused-vars -- for whoever looks at the stopped program
function stopAtFailure(failure: string): void {
  // oxlint-disable-next-line no-debugger -- this is what --break is for
  debugger;
}

import { seconds } from "../../core/seconds.ts";
import { taskHere } from "../../core/context/current.ts";
import type { Actor } from "../../core/contracts/actor.ts";
import type { TaskCore, TimerEntry } from "../../core/contracts/loop-core.ts";
import { TimerHandle } from "../../core/driving/handle.ts";
import type { Engine } from "../../loop/engine.ts";
import { Expiry } from "../../tasks/timeout.ts";
import { type Check, type CheckWatch, type Leftover, placed } from "./check.ts";

/** When the body ended, a timer was pending: one of `callLater()` or `callAt()`, or one whose task had ended. */
export const leakedTimer: Check<"leaked-timer"> = {
  name: "leaked-timer",
  when: "asked",
  watch: () => new TimerWatch(),
};

const hint = "cancel() it when it is not needed any more";

class TimerWatch implements CheckWatch {
  /** Who set each timer of `callLater()` and `callAt()`. */
  readonly #setters = new Map<Actor, TaskCore | undefined>();

  scheduled(actor: Actor): void {
    if (!(actor instanceof TimerHandle) || actor instanceof Expiry || this.#setters.has(actor)) return;
    this.#setters.set(actor, taskHere());
    actor.loop.places?.note(actor);
  }

  leftovers(engine: Engine): Leftover[] {
    const timers = engine.scheduler.timers.pending().toSorted((a, b) => a.deadline - b.deadline);
    return timers.flatMap((timer): Leftover[] => {
      const owner = this.#ownerOf(timer);
      if (owner === undefined) return [];
      const task = owner === null ? undefined : owner.getName();
      const place = engine.places?.of(timer);
      const message =
        `A timer that is due at t=${seconds(timer.deadline)} s is still pending: ` +
        `set by ${task ?? "a callback"}${placed(place)}`;
      return [{ failure: { check: "leaked-timer", message, hint, place, task, blocked: [] } }];
    });
  }

  /** Who left it behind; null for a callback, undefined if it is not left behind. */
  #ownerOf(timer: TimerEntry): TaskCore | null | undefined {
    if (this.#setters.has(timer)) return this.#setters.get(timer) ?? null;
    const task = timer instanceof Expiry ? timer.inside : timer.task;
    return task?.done() === true ? task : undefined;
  }
}

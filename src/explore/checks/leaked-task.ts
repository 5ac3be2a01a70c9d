import type { Actor } from "../../core/contracts/actor.ts";
import type { TaskCore } from "../../core/contracts/loop-core.ts";
import { userPlace } from "../../core/places.ts";
import type { Engine } from "../../loop/engine.ts";
import { blockedTasks } from "../../loop/reports/blocked-tasks.ts";
import { type Check, type CheckWatch, type Leftover, placed } from "./check.ts";

/** A task was pending when the body ended. */
export const leakedTask: Check<"leaked-task"> = {
  name: "leaked-task",
  when: "in sweeps",
  watch: () => new TaskWatch(),
};

const hint = "await or cancel it, or create it in a TaskGroup";

class TaskWatch implements CheckWatch {
  /** `file:line` at which each task was made; only in debug mode. */
  readonly #made = new Map<Actor, string>();

  created(actor: Actor): void {
    const place = (actor as TaskCore).loop.places === undefined ? undefined : userPlace();
    if (place !== undefined) this.#made.set(actor, place);
  }

  leftovers(engine: Engine): Leftover[] {
    const blocked = blockedTasks(engine.tasks);
    return Array.from(engine.tasks, (task, at) => {
      const { waitsFor = "", place } = blocked[at] ?? {};
      const made = this.#made.get(task);
      const origin = made === undefined ? "" : `\n  made at ${made}`;
      const message = `${task.getName()} is still pending when the body has ended: it waits for ${waitsFor}${placed(place)}${origin}`;
      return { failure: { check: "leaked-task", message, hint, place, task: task.getName(), blocked }, task };
    });
  }
}

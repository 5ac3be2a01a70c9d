import type { Resource } from "../../core/contracts/resource.ts";
import type { Engine } from "../../loop/engine.ts";
import { blockedTasks } from "../../loop/reports/blocked-tasks.ts";
import { type Check, type CheckWatch, type Leftover, placed } from "./check.ts";

/** When the body ended, a `Lock` was held by a task that had ended. */
export const heldLock: Check<"held-lock"> = {
  name: "held-lock",
  when: "in sweeps",
  watch: () => new LockWatch(),
};

const hint = "release it in a finally block, or use lock.run(body)";

class LockWatch implements CheckWatch {
  readonly #held = new Set<Resource>();

  acquired(resource: Resource): void {
    this.#held.add(resource);
  }

  released(resource: Resource): void {
    this.#held.delete(resource);
  }

  leftovers(engine: Engine): Leftover[] {
    return [...this.#held].flatMap((lock): Leftover[] => {
      const { holder } = lock;
      if (holder === null || !holder.done()) return [];
      const task = holder.getName();
      const place = engine.places?.of(lock);
      const message = `A ${lock.constructor.name} is still held by ${task}, which has ended${placed(place)}`;
      return [{ failure: { check: "held-lock", message, hint, place, task, blocked: blockedTasks(engine.tasks) } }];
    });
  }
}

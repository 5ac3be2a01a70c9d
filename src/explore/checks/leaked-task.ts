import type { Engine } from "../../loop/engine.ts";
import { blockedTasks } from "../../loop/reports/blocked-tasks.ts";
import { type Check, type Leftover, placed } from "./check.ts";

/** A task was pending when the body ended. */
export const leakedTask: Check<"leaked-task"> = {
  name: "leaked-task",
  when: "in sweeps",
  watch: () => ({ leftovers }),
};

const hint = "await or cancel it, or create it in a TaskGroup";

function leftovers(engine: Engine): Leftover[] {
  const blocked = blockedTasks(engine.tasks);
  return Array.from(engine.tasks, (task, at) => {
    const { waitsFor = "", place } = blocked[at] ?? {};
    const message = `${task.getName()} is still pending when the body has ended: it waits for ${waitsFor}${placed(place)}`;
    return { failure: { check: "leaked-task", message, hint, place, task: task.getName(), blocked }, task };
  });
}

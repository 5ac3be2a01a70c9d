import type { Engine } from "../../loop/engine.ts";
import { blockedTasks } from "../../loop/reports/blocked-tasks.ts";
import type { Check, Leftover } from "./check.ts";

/** A task was pending when the body ended. */
export const leakedTask: Check<"leaked-task"> = {
  name: "leaked-task",
  when: "in sweeps",
  watch: () => ({ leftovers }),
};

function leftovers(engine: Engine): Leftover[] {
  const blocked = blockedTasks(engine.tasks);
  return Array.from(engine.tasks, (task, at) => {
    const { waitsFor = "", place } = blocked[at] ?? {};
    const where = place === undefined ? "" : ` (${place})`;
    const message =
      `${task.getName()} is still pending when the body has ended: it waits for ${waitsFor}${where}\n` +
      "  hint: await or cancel it, or create it in a TaskGroup";
    return { failure: { check: "leaked-task", message, task: task.getName(), blocked }, task };
  });
}

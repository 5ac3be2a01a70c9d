import type { Actor } from "../core/contracts/actor.ts";
import type { Probe } from "../core/contracts/probe.ts";
import { blockedLines } from "../core/errors/blocked-task.ts";
import { stackOfWaits } from "../core/errors/stack-of-reason.ts";
import { seconds } from "../core/seconds.ts";
import type { Engine } from "../loop/engine.ts";
import { blockedTasks } from "../loop/reports/blocked-tasks.ts";

/** Knows what the loop of a test was doing when vitest's time was up. */
export class TimeOutReport implements Probe {
  readonly #engine: Engine;
  /** How often each timer has fired, by its name and place. */
  readonly #fired = new Map<string, number>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  turn(actor: Actor): void {
    if (actor.kind !== "timer") return;
    const place = this.#engine.places?.of(actor);
    const timer = place === undefined ? actor.title : `${actor.title} (${place})`;
    this.#fired.set(timer, (this.#fired.get(timer) ?? 0) + 1);
  }

  /** What loop time it is, who waits, and which timer was the busiest. vitest's own error says how long it has waited. */
  error(): Error {
    const blocked = blockedTasks(this.#engine.tasks);
    const tasks = blocked.length === 1 ? "1 task waits" : `${blocked.length} tasks wait`;
    const lines = [
      `The test timed out at t=${seconds(this.#engine.time())} s of loop time: ${tasks}`,
      ...blockedLines(blocked),
      ...this.#busiest(),
    ];
    const error = new Error(lines.join("\n"));
    stackOfWaits(error, blocked);
    return error;
  }

  #busiest(): string[] {
    const [first] = [...this.#fired].toSorted(([, a], [, b]) => b - a);
    if (first === undefined) return [];
    const [timer, times] = first;
    return [`  busiest timer: ${timer}, fired ${times === 1 ? "once" : `${times.toLocaleString("en-US")} times`}`];
  }
}

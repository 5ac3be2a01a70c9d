import { taskHere } from "../core/current.ts";
import type { Held, TimerEntry } from "../core/event-loop.ts";
import { TimerHandle } from "../core/handle.ts";
import type { Probe } from "../core/probe.ts";
import type { Choice } from "../core/strategy.ts";
import type { Task } from "../core/task.ts";
import type { BaseEventLoop } from "../loop/base-event-loop.ts";
import { blockedTasks } from "../loop/diagnosis.ts";
import { Expiry } from "../tasks/timeout.ts";
import { type Check, type Failure, requestedChecks } from "./failure.ts";

/** Looks, when the body has ended, for what it left behind: what the checks that somebody asked for need to know. */
export class Leftovers implements Probe {
  readonly #checks: readonly Check[];
  readonly #tasks: Task<unknown>[] = [];
  /** Who set each timer of `callLater()` and `callAt()`. */
  readonly #setters = new Map<Choice, Task<unknown> | undefined>();
  readonly #held = new Set<Held>();

  private constructor(checks: readonly Check[]) {
    this.#checks = checks;
  }

  /** @returns undefined if none of `checks` needs it */
  static of(checks: ReadonlySet<Check>): Leftovers | undefined {
    if (checks.size === 0) return undefined;
    const asked = requestedChecks.filter((check) => checks.has(check));
    return asked.length === 0 ? undefined : new Leftovers(asked);
  }

  /** Begin to watch a run of `loop`. */
  watch(loop: BaseEventLoop): void {
    if (this.#checks.includes("held-lock")) loop.held = this.#held;
  }

  created(task: Task<unknown>): void {
    if (this.#checks.includes("swallowed-cancellation")) this.#tasks.push(task);
  }

  scheduled(entry: Choice): void {
    if (!(entry instanceof TimerHandle) || entry instanceof Expiry || this.#setters.has(entry)) return;
    if (!this.#checks.includes("leaked-timer")) return;
    this.#setters.set(entry, taskHere());
    entry.loop.places?.note(entry);
  }

  /** What is wrong, in the order of the checks. */
  failures(loop: BaseEventLoop): Failure[] {
    return this.#checks.flatMap((check) => {
      if (check === "swallowed-cancellation") return this.#swallowed();
      if (check === "held-lock") return this.#locks(loop);
      return check === "leaked-task" ? leakedTasks(loop) : this.#timers(loop);
    });
  }

  #swallowed(): Failure[] {
    const swallowed = this.#tasks.filter((task) => task.succeeded() && task.cancelling() > 0);
    return swallowed.map((task) => {
      const name = task.getName();
      return {
        check: "swallowed-cancellation",
        message:
          `${name} was cancelled and ended normally\n` +
          "  hint: rethrow CancelledError after cleaning up, or take the request back with task.uncancel()",
        task: name,
        blocked: [],
      };
    });
  }

  #locks(loop: BaseEventLoop): Failure[] {
    return [...this.#held].flatMap((lock): Failure[] => {
      const { holder } = lock;
      if (holder === null || !holder.done()) return [];
      const task = holder.getName();
      const message =
        `A ${lock.constructor.name} is still held by ${task}, which has ended${placed(loop, lock)}\n` +
        "  hint: release it in a finally block, or use lock.run(body)";
      return [{ check: "held-lock", message, task, blocked: blockedTasks(loop.tasks) }];
    });
  }

  #timers(loop: BaseEventLoop): Failure[] {
    const timers = loop.pendingTimers().toSorted((one, other) => one.deadline - other.deadline);
    return timers.flatMap((timer): Failure[] => {
      const owner = this.#ownerOf(timer);
      if (owner === undefined) return [];
      const task = owner === null ? undefined : owner.getName();
      const message =
        `A timer that is due at t=${timer.deadline} s is still pending: ` +
        `set by ${task ?? "a callback"}${placed(loop, timer)}\n  hint: cancel() it when it is not needed any more`;
      return [{ check: "leaked-timer", message, task, blocked: [] }];
    });
  }

  /** Who left it behind; null for a callback, undefined if it is not left behind. */
  #ownerOf(timer: TimerEntry): Task<unknown> | null | undefined {
    if (this.#setters.has(timer)) return this.#setters.get(timer) ?? null;
    const task = timer instanceof Expiry ? timer.inside : timer.task;
    return task?.done() === true ? task : undefined;
  }
}

function leakedTasks(loop: BaseEventLoop): Failure[] {
  const blocked = blockedTasks(loop.tasks);
  return blocked.map(({ task, waitsFor, place }) => ({
    check: "leaked-task",
    message:
      `${task} is still pending when the body has ended: it waits for ${waitsFor}${place === undefined ? "" : ` (${place})`}\n` +
      "  hint: await or cancel it, or create it in a TaskGroup",
    task,
    blocked,
  }));
}

function placed(loop: BaseEventLoop, what: object): string {
  const place = loop.places?.of(what);
  return place === undefined ? "" : ` (${place})`;
}

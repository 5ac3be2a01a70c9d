import { taskHere } from "../../core/context/current.ts";
import type { Held, TimerEntry } from "../../core/event-loop.ts";
import { TimerHandle } from "../../core/driving/handle.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import type { Choice } from "../../core/contracts/strategy.ts";
import type { Task } from "../../core/task.ts";
import type { BaseEventLoop } from "../../loop/base-event-loop.ts";
import { blockedTasks } from "../../loop/reports/blocked-tasks.ts";
import { Expiry } from "../../tasks/timeout.ts";
import { type Check, type Failure, requestedChecks } from "./failure.ts";

/** Something that the body left behind. */
export interface Leftover {
  readonly failure: Failure;
  /** The task that is left behind, if it is one. */
  readonly task?: Task<unknown>;
}

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
  found(loop: BaseEventLoop): Leftover[] {
    return this.#checks.flatMap((check): Leftover[] => {
      if (check === "leaked-task") return leakedTasks(loop);
      const failures =
        check === "swallowed-cancellation"
          ? this.#swallowed()
          : check === "held-lock"
            ? this.#locks(loop)
            : this.#timers(loop);
      return failures.map((failure) => ({ failure }));
    });
  }

  #swallowed(): Failure[] {
    // A cancellation goes down from task to awaited task: the last one is where it got lost.
    const swallowed = this.#tasks.filter((task) => task.succeeded() && task.cancelling() > 0).toReversed();
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

function leakedTasks(loop: BaseEventLoop): Leftover[] {
  const blocked = blockedTasks(loop.tasks);
  return Array.from(loop.tasks, (task) => {
    const [its] = blockedTasks([task]);
    const place = its?.place === undefined ? "" : ` (${its.place})`;
    const message =
      `${task.getName()} is still pending when the body has ended: it waits for ${its?.waitsFor ?? ""}${place}\n` +
      "  hint: await or cancel it, or create it in a TaskGroup";
    return { failure: { check: "leaked-task", message, task: task.getName(), blocked }, task };
  });
}

function placed(loop: BaseEventLoop, what: object): string {
  const place = loop.places?.of(what);
  return place === undefined ? "" : ` (${place})`;
}

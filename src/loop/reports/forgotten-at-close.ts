import type { Coroutine } from "../../core/coroutine.ts";
import type { ExceptionContext, Forgotten, TaskRegistry } from "../../core/event-loop.ts";
import type { Future } from "../../core/future.ts";
import { Task } from "../../core/task.ts";

/** Forgotten things that are looked through when the list has grown to twice what was left last time. */
const firstLook = 1_024;

/** Things of which some may turn out to be forgotten: dropped once they are not, without a search per thing. */
class Suspects<T> {
  #list: T[] = [];
  /** The newest waits outside the list: most are cleared before the next one comes. */
  #newest: T | undefined = undefined;
  #look = firstLook;
  readonly #isForgotten: (suspect: T) => boolean;

  constructor(isForgotten: (suspect: T) => boolean) {
    this.#isForgotten = isForgotten;
  }

  add(suspect: T): void {
    const newest = this.#newest;
    this.#newest = suspect;
    if (newest !== undefined && this.#isForgotten(newest)) this.#keep(newest);
  }

  #keep(suspect: T): void {
    if (this.#list.length >= this.#look) {
      this.#list = this.#list.filter(this.#isForgotten);
      this.#look = Math.max(firstLook, this.#list.length * 2);
    }
    this.#list.push(suspect);
  }

  /** Those that are forgotten now, in order; the list is empty afterwards. */
  take(): T[] {
    const newest = this.#newest;
    if (newest === undefined) return []; // then there never was one
    if (this.#isForgotten(newest)) this.#list.push(newest);
    this.#newest = undefined;
    if (this.#list.length === 0) return [];
    const forgotten = this.#list.filter(this.#isForgotten);
    this.#list = [];
    this.#look = firstLook;
    return forgotten;
  }
}

/**
 * What Python reports when the garbage collector finds it: coroutines never awaited, exceptions never retrieved, tasks
 * destroyed while pending. Here it is reported in order when the loop closes, so that two runs say the same.
 */
export class ReportsAtClose implements Forgotten {
  readonly #coroutines = new ForgottenCoroutines();
  readonly #failures = new Suspects<Future<unknown>>(isUnretrieved);

  addCoroutine(coroutine: Coroutine<unknown>): void {
    this.#coroutines.add(coroutine);
  }

  addFailure(future: Future<unknown>): void {
    this.#failures.add(future);
  }

  /** Nothing to do: whether it was retrieved is looked up at the end. */
  retrieved(): void {}

  take(tasks: TaskRegistry): ExceptionContext[] {
    const reports = this.#coroutines.reports();
    for (const future of this.#failures.take()) reports.push(neverRetrieved(future));
    if (!tasks.isEmpty()) reports.push(...pendingReports(tasks));
    return reports;
  }
}

function isUnretrieved({ unretrieved }: Future<unknown>): boolean {
  return unretrieved;
}

function isNeverAwaited({ neverAwaited }: Coroutine<unknown>): boolean {
  return neverAwaited;
}

/** Coroutines that were made and not begun. */
export class ForgottenCoroutines {
  readonly #suspects = new Suspects<Coroutine<unknown>>(isNeverAwaited);

  add(coroutine: Coroutine<unknown>): void {
    this.#suspects.add(coroutine);
  }

  /** A report for each, in order of making; none is left afterwards. */
  reports(): ExceptionContext[] {
    return this.#suspects.take().map((coroutine) => ({
      message: `coroutine '${coroutine.name}' was never awaited`,
      coroutine,
    }));
  }
}

/** The reports of tasks that a loop leaves behind when it closes. */
export function pendingReports(tasks: TaskRegistry): ExceptionContext[] {
  return Array.from(tasks, (task) => ({ message: "Task was destroyed but it is pending!", task }));
}

/** The report of a future whose exception nobody asked for. */
export function neverRetrieved(future: Future<unknown>): ExceptionContext {
  const message = `${future instanceof Task ? "Task" : "Future"} exception was never retrieved`;
  return { message, exception: future.failure, future };
}

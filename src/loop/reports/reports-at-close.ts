import type { Forgotten, FutureCore, Report, Startable, TaskRegistry } from "../../core/contracts/loop-core.ts";
import { failureOf } from "../../core/future-core.ts";
import { Task } from "../../core/task.ts";

/**
 * Problems that Python reports when the garbage collector finds them: coroutines never awaited, exceptions never retrieved, tasks
 * destroyed while pending. Here the loop reports them in order when it closes, so that two runs say the same.
 */
export class ReportsAtClose implements Forgotten {
  readonly #coroutines = new ForgottenCoroutines();
  readonly #failures = new Suspects<FutureCore>(isUnretrieved);

  addCoroutine(coroutine: Startable): void {
    this.#coroutines.add(coroutine);
  }

  addFailure(future: FutureCore): void {
    this.#failures.add(future);
  }

  /** Nothing to do: the phase of the future is looked up at the end. */
  retrieved(): void {}

  take(tasks: TaskRegistry): Report[] {
    const reports = this.#coroutines.reports();
    for (const future of this.#failures.take()) reports.push(neverRetrieved(future));
    if (!tasks.isEmpty()) reports.push(...pendingReports(tasks));
    return reports;
  }
}

/** The length of the list at the first look through it. Later it is twice what the last look left. */
const firstLook = 1_024;

/** Things that may turn out to be forgotten. Things that turn out not to be are dropped, without a search for each. */
class Suspects<T> {
  /** Made when it is first needed: most loops forget nothing. */
  #list: T[] | undefined = undefined;
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
    let list = (this.#list ??= []);
    if (list.length >= this.#look) {
      list = list.filter(this.#isForgotten);
      this.#list = list;
      this.#look = Math.max(firstLook, list.length * 2);
    }
    list.push(suspect);
  }

  /** The things that are forgotten now, in order. The list is empty afterwards. */
  take(): T[] {
    const newest = this.#newest;
    if (newest === undefined) return []; // then there never was a suspect
    const list = this.#list ?? [];
    if (this.#isForgotten(newest)) list.push(newest);
    this.#newest = undefined;
    this.#list = undefined;
    this.#look = firstLook;
    return list.filter(this.#isForgotten);
  }
}

function isUnretrieved({ phase }: FutureCore): boolean {
  return phase === "failed";
}

function isNeverAwaited({ neverAwaited }: Startable): boolean {
  return neverAwaited;
}

/** Coroutines that were made and not begun. */
export class ForgottenCoroutines {
  readonly #suspects = new Suspects<Startable>(isNeverAwaited);

  add(coroutine: Startable): void {
    this.#suspects.add(coroutine);
  }

  /** A report for each coroutine, in order of creation. The list is empty afterwards. */
  reports(): Report[] {
    return this.#suspects.take().map((coroutine) => ({
      message: `coroutine '${coroutine.name}' was never awaited`,
      coroutine,
    }));
  }
}

/** The reports of tasks that a loop leaves behind when it closes. */
export function pendingReports(tasks: TaskRegistry): Report[] {
  return Array.from(tasks, (task) => ({ message: "Task was destroyed but it is pending!", task }));
}

/** The report of a future whose exception nobody retrieved. */
export function neverRetrieved(future: FutureCore): Report {
  const message = `${future instanceof Task ? "Task" : "Future"} exception was never retrieved`;
  return { message, exception: failureOf(future), future };
}

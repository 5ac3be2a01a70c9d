import type { TaskRegistry } from "../core/event-loop.ts";
import type { Probe } from "../core/contracts/probe.ts";
import type { Task } from "../core/task.ts";

/** A linked list through the tasks themselves: a Set of a million tasks costs more than the tasks' turns. */
export class LinkedTasks implements TaskRegistry {
  #first: Task<unknown> | undefined = undefined;
  #last: Task<unknown> | undefined = undefined;
  #made = 0;
  readonly #probe: Probe | undefined;

  /** @param probe - Is told of each task. */
  constructor(probe?: Probe) {
    this.#probe = probe;
  }

  nextNumber(): number {
    this.#made += 1;
    return this.#made;
  }

  isEmpty(): boolean {
    return this.#first === undefined;
  }

  add(task: Task<unknown>): void {
    task.previousTask = this.#last;
    if (this.#last === undefined) this.#first = task;
    else this.#last.nextTask = task;
    this.#last = task;
    this.#probe?.created?.(task);
  }

  delete(task: Task<unknown>): void {
    const { previousTask, nextTask } = task;
    if (previousTask === undefined) this.#first = nextTask;
    else previousTask.nextTask = nextTask;
    if (nextTask === undefined) this.#last = previousTask;
    else nextTask.previousTask = previousTask;
    task.previousTask = undefined;
    task.nextTask = undefined;
  }

  *[Symbol.iterator](): Iterator<Task<unknown>> {
    for (let task = this.#first; task !== undefined; task = task.nextTask) yield task;
  }
}

import type { TaskCore, TaskRegistry } from "../core/contracts/loop-core.ts";
import type { ProbeList } from "./probe-list.ts";

/** A linked list through the tasks themselves: a Set of a million tasks costs more than the tasks' turns. */
export class LinkedTasks implements TaskRegistry {
  #first: TaskCore | undefined = undefined;
  #last: TaskCore | undefined = undefined;
  #made = 0;
  readonly #probes: ProbeList;

  /** @param probes - Called for each task. */
  constructor(probes: ProbeList) {
    this.#probes = probes;
  }

  nextNumber(): number {
    this.#made += 1;
    return this.#made;
  }

  isEmpty(): boolean {
    return this.#first === undefined;
  }

  add(task: TaskCore): void {
    task.previousTask = this.#last;
    if (this.#last === undefined) this.#first = task;
    else this.#last.nextTask = task;
    this.#last = task;
    this.#probes.all?.created?.(task);
  }

  delete(task: TaskCore): void {
    const { previousTask, nextTask } = task;
    if (previousTask === undefined) this.#first = nextTask;
    else previousTask.nextTask = nextTask;
    if (nextTask === undefined) this.#last = previousTask;
    else nextTask.previousTask = previousTask;
    task.previousTask = undefined;
    task.nextTask = undefined;
  }

  *[Symbol.iterator](): Iterator<TaskCore> {
    for (let task = this.#first; task !== undefined; task = task.nextTask) yield task;
  }
}

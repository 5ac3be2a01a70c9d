import { formatWakeUp } from "../schedule/wake-up.ts";
import type { Entry, Strand, TaskCore, WaitSource } from "../../core/contracts/loop-core.ts";
import { Future, ResourceFuture } from "../../core/future.ts";
import { waitingStrands } from "../../core/native/waiting-strands.ts";
import type { Engine } from "../../loop/engine.ts";
import { timeoutsOf } from "../schedule/interventions.ts";
import type { Names } from "../schedule/names.ts";

/** One wait of a task, in the run that was recorded. */
export interface AwaitSite {
  /** The wake-up that ends it, as schedules write it: `main.0@3`. */
  readonly at: string;
  /** The number of the wake-up, from 1. */
  readonly turn: number;
  /** The name of the task. */
  readonly task: string;
  /** What it waits for: `sleep(1)`. */
  readonly operation: string;
  /** `file:line` of the wait, if places were recorded. */
  readonly place: string | undefined;
  /** Whether the wait can fail: waits of timeloom's own locks and queues cannot. */
  readonly mayThrow: boolean;
  /** Whether the wait is inside a timeout. */
  readonly timed: boolean;
  /** Whether the body ended before the wake-up came. */
  readonly pending: boolean;
}

/** Writes down every wait of an execution, in the order in which they end. */
export class AwaitRecorder {
  readonly awaits: AwaitSite[] = [];
  readonly #names: Names;

  /** @param names - Must watch the run as well. */
  constructor(names: Names) {
    this.#names = names;
  }

  readonly intervene = (entry: Entry, loop: Engine): boolean => {
    const { task, waitingOn } = entry as Entry & Partial<Strand>;
    if (task !== undefined && waitingOn !== undefined) {
      this.#add(entry as Strand, waitingOn, task, loop, this.#names.turns(task), false);
    }
    return false;
  };

  /** The waits that the body leaves behind. */
  readonly atEnd = (loop: Engine): void => {
    for (const task of loop.tasks) {
      const [strand] = waitingStrands(task);
      if (strand?.waitingOn === undefined) continue;
      this.#add(strand, strand.waitingOn, task, loop, this.#names.turns(task) + 1, true);
    }
  };

  #add(strand: Strand, source: WaitSource, task: TaskCore, loop: Engine, turn: number, pending: boolean): void {
    this.awaits.push({
      at: formatWakeUp(this.#names.path(task), turn),
      turn,
      task: task.getName(),
      operation: source.describeWait(),
      place: loop.places?.of(strand) ?? loop.places?.of(source),
      mayThrow: !(source instanceof ResourceFuture) || source.resource instanceof Future,
      timed: timeoutsOf(task, loop).length > 0,
      pending,
    });
  }
}

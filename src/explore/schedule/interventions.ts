import { formatWakeUp, parseWakeUp } from "./wake-up.ts";
import type { Entry, Strand, TaskCore } from "../../core/contracts/loop-core.ts";
import { Future } from "../../core/future.ts";
import { markRetrieved } from "../../core/future-core.ts";
import { resume } from "../../core/driving/resume.ts";
import type { Task } from "../../core/task.ts";
import type { Engine } from "../../loop/engine.ts";
import { Expiry } from "../../tasks/timeout.ts";
import { InjectedError } from "./injected-error.ts";
import type { Names } from "./names.ts";
import type { Deviation, Schedule } from "./schedule.ts";

/** Carries out the interventions of one schedule in one execution. An intervention may never become possible. */
export class Interventions {
  readonly #names: Names;
  readonly #happened: (deviation: Deviation) => void;
  /** The paths of the tasks that were intervened in. */
  readonly #targets = new Set<string>();
  /** Interventions by the turn after which they happen. */
  readonly #after = new Map<string, Deviation[]>();
  /** Interventions by the turn that they precede or replace. */
  readonly #before = new Map<string, Deviation[]>();

  /** @param happened - Called with each intervention that is carried out. */
  constructor(schedule: Schedule, names: Names, happened: (deviation: Deviation) => void) {
    this.#names = names;
    this.#happened = happened;
    for (const deviation of schedule) {
      const { path, turn } = parseWakeUp(deviation.at);
      const pending = (deviation.value === "cancel" || deviation.value === "expire") && turn !== 1;
      if (pending) add(this.#after, formatWakeUp(path, turn - 1), deviation);
      else add(this.#before, deviation.at, deviation);
    }
  }

  /** A turn is about to run. @returns whether an intervention took the turn */
  intervene(entry: Entry, loop: Engine): boolean {
    if (entry.kind !== "task") return false;
    const task = entry.task as Task<unknown>;
    const at = formatWakeUp(this.#names.path(task), this.#names.turns(task));
    const after = this.#after.get(at);
    if (after !== undefined) {
      loop.scheduler.interpose(new Intervened(task, () => this.#all(after, (deviation) => act(deviation, task, loop))));
    }
    let taken = false;
    this.#all(this.#before.get(at) ?? [], ({ value, at: where }) => {
      if (value !== "throw") return task.cancel();
      taken = throwInto(entry, where);
      return taken;
    });
    return taken;
  }

  /** Whether the creator of a task, or an earlier ancestor, was intervened in. */
  hasMade(task: TaskCore): boolean {
    const path = this.#names.path(task);
    return [...this.#targets].some((target) => path.startsWith(`${target}.`));
  }

  #all(deviations: readonly Deviation[], act: (deviation: Deviation) => boolean): void {
    for (const deviation of deviations) {
      if (!act(deviation)) continue;
      this.#targets.add(parseWakeUp(deviation.at).path);
      this.#happened(deviation);
    }
  }
}

/**
 * What a schedule may do to the wake-up of a task, `main.1@4`:
 *
 * - `cancel`: the task is cancelled while it waits, right after its 3rd turn;
 * - `cancel-woken`: the task is cancelled when the wake-up is in the ready queue, just before it runs;
 * - `throw`: the await throws an InjectedError instead of completing;
 * - `expire`: while the task waits, the timeout around the wait that is due first fires.
 */
export type InterventionKind = "cancel" | "cancel-woken" | "throw" | "expire";

const kinds: readonly string[] = ["cancel", "cancel-woken", "throw", "expire"] satisfies InterventionKind[];
/** The last part of a task's path is a number: `main.0.x1@1=throw` is a simulated call that fails, a choice of the program. */
const wakeUpOfTask = /^(?:main|.+\.\d+)@\d+$/;

/** Whether a deviation does something to a task, rather than changing the order. */
export function isIntervention({ at, value }: Deviation): boolean {
  return kinds.includes(value) && wakeUpOfTask.test(at);
}

/** The turn of an intervention in a waiting task. */
class Intervened implements Entry {
  readonly kind = "callback";
  readonly title = "an intervention";
  /** The task of the intervention. */
  readonly target: Task<unknown>;
  readonly runTurn: () => void;

  constructor(target: Task<unknown>, act: () => void) {
    this.target = target;
    this.runTurn = act;
  }
}

function add(map: Map<string, Deviation[]>, at: string, deviation: Deviation): void {
  const others = map.get(at);
  if (others === undefined) map.set(at, [deviation]);
  else others.push(deviation);
}

/** Intervene in a task that has parked. @returns whether it was possible */
function act({ value }: Deviation, task: Task<unknown>, loop: Engine): boolean {
  if (value === "cancel") return task.cancel();
  const timer = timeoutsOf(task, loop)[0];
  if (timer === undefined) return false;
  timer.runTurn();
  timer.cancel(); // it is still in the heap, and must not fire again
  return true;
}

/** The timers of the timeouts around the wait of a task, the earliest first. */
export function timeoutsOf(task: TaskCore, loop: Engine): Expiry[] {
  const timers = loop.scheduler.timers
    .pending()
    .filter((timer) => timer instanceof Expiry && timer.inside === task) as Expiry[];
  return timers.toSorted((a, b) => a.when() - b.when());
}

/** Resume a waiting strand with an error. @returns whether it waits, without a cancellation of its own */
function throwInto(entry: Entry, at: string): boolean {
  const strand = entry as Entry & Partial<Strand>;
  const { iterator, waitingOn, task } = strand;
  if (iterator === undefined || waitingOn === undefined || task === undefined) return false;
  if (task.cancellation?.due === true || waitingOn.raisesCancelled()) return false;
  if (waitingOn instanceof Future) markRetrieved(waitingOn); // nobody will see its outcome
  resume(strand as Strand, iterator, new InjectedError(at));
  return true;
}

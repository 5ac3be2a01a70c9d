import { formatWakeUp } from "./wake-up.ts";
import { taskHere } from "../../core/context/current.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import { type Actor, type ActorKind, clockActor } from "../../core/contracts/actor.ts";

/**
 * Names that survive unrelated edits: the path of the creator and a counter, `main.0.2`. Timers, callbacks and completions have
 * counters of their own: `main.0.t1`, `main.0.c4`, `main.0.x0`. Derived from the calls to this probe.
 */
export class Names implements Probe {
  readonly #names = new Map<Actor, Named>();
  readonly #host = named("host");
  readonly #clock = named(clockActor.title);
  #running: Named = this.#host;

  constructor() {
    this.#names.set(clockActor, this.#clock);
  }

  created(task: Actor): void {
    const first = this.#running === this.#host && !this.#host.made.has("");
    if (first) this.#host.made.set("", 0);
    this.#names.set(task, first ? named("main") : this.#child(""));
  }

  scheduled(entry: Actor): void {
    const subject = subjectOf(entry);
    if (!this.#names.has(subject)) this.#names.set(subject, this.#child(letters[subject.kind]));
  }

  turn(entry: Actor): void {
    this.scheduled(entry); // an entry from outside was never announced
    this.#running = this.#of(entry);
    this.#running.turns += 1;
  }

  advanced(): void {
    this.#clock.turns += 1;
  }

  /** From now on, what happens outside of turns counts as the host's. */
  ended(): void {
    this.#running = this.#host;
  }

  /** `main.0.2`. */
  path(choice: Actor): string {
    return this.#of(choice).path;
  }

  /** How often `choice` has run. */
  turns(choice: Actor): number {
    return this.#of(choice).turns;
  }

  /** The next wake-up of `choice`: `main.0.2@3`. */
  wakeUp(choice: Actor, offset: number = 1): string {
    const { path, turns } = this.#of(choice);
    return formatWakeUp(path, turns + offset);
  }

  /** The next wake-up of each option. A task that awaits several things at once may appear more than once. */
  wakeUps(options: readonly Actor[]): string[] {
    const seen = new Map<Named, number>();
    return options.map((choice) => {
      const name = this.#of(choice);
      const offset = (seen.get(name) ?? 0) + 1;
      seen.set(name, offset);
      return formatWakeUp(name.path, name.turns + offset);
    });
  }

  #of(choice: Actor): Named {
    return this.#names.get(subjectOf(choice)) ?? this.#host;
  }

  /** In the turn of one task code of other tasks may run: native code that awaits it, or an eager child. */
  #child(letter: string): Named {
    const task = taskHere();
    const { path, made } = (task === undefined ? undefined : this.#names.get(task)) ?? this.#running;
    const count = made.get(letter) ?? 0;
    made.set(letter, count + 1);
    return named(`${path}.${letter}${count}`);
  }
}

/** Something with a name: a task, a timer, a callback, or a completion of the simulated outside world. */
interface Named {
  readonly path: string;
  /** How often the owner of the name has run. */
  turns: number;
  /** How many of each kind it has made. */
  readonly made: Map<string, number>;
}

function named(path: string): Named {
  return { path, turns: 0, made: new Map() };
}

/** An entry that resumes a task has the task's name; a timer always has its own. */
function subjectOf(actor: Actor): Actor {
  return actor.kind === "task" ? (actor.task ?? actor) : actor;
}

const letters: Readonly<Record<ActorKind, string>> = {
  task: "",
  timer: "t",
  callback: "c",
  arrival: "x",
  clock: "c",
  alternative: "c",
};

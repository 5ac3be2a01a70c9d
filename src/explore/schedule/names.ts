import { taskHere } from "../../core/context/current.ts";
import type { Entry, TimerEntry } from "../../core/event-loop.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import type { Choice } from "../../core/contracts/strategy.ts";
import { Task } from "../../core/task.ts";
import { clockActor } from "../../loop/scheduler/choices.ts";
import { SimulatedCall } from "../../world/simulated/simulated-call.ts";

/** What a name is given to: a task, a timer, a callback, or a completion of the simulated outside world. */
interface Named {
  readonly path: string;
  /** How often it has run. */
  turns: number;
  /** What it has made of each kind. */
  readonly made: Map<string, number>;
}

/**
 * Names that survive unrelated edits: the creating task and a counter, `main.0.2`. Timers, callbacks and completions have
 * counters of their own: `main.0.t1`, `main.0.c4`, `main.0.x0`. Made of what a probe is told.
 */
export class Names implements Probe {
  readonly #names = new Map<Choice, Named>();
  readonly #host = named("host");
  readonly #clock = named(clockActor.key);
  #running: Named = this.#host;

  constructor() {
    this.#names.set(clockActor, this.#clock);
  }

  created(task: Task<unknown>): void {
    const first = this.#running === this.#host && !this.#host.made.has("");
    if (first) this.#host.made.set("", 0);
    this.#names.set(task, first ? named("main") : this.#child(""));
  }

  scheduled(entry: Choice): void {
    const subject = subjectOf(entry);
    if (!this.#names.has(subject)) this.#names.set(subject, this.#child(letterOf(subject)));
  }

  turn(entry: Choice): void {
    this.scheduled(entry); // unless it was put in from outside
    this.#running = this.#of(entry);
    this.#running.turns += 1;
  }

  advanced(): void {
    this.#clock.turns += 1;
  }

  /** What the run does outside of turns from now on is the host's. */
  ended(): void {
    this.#running = this.#host;
  }

  /** `main.0.2`. */
  path(choice: Choice): string {
    return this.#of(choice).path;
  }

  /** How often it has run. */
  turns(choice: Choice): number {
    return this.#of(choice).turns;
  }

  /** The next wake-up of `choice`: `main.0.2@3`. */
  wakeUp(choice: Choice, offset: number = 1): string {
    const { path, turns } = this.#of(choice);
    return `${path}@${turns + offset}`;
  }

  /** The next wake-up of each of `options`. A task that awaits several things at once may be there more than once. */
  wakeUps(options: readonly Choice[]): string[] {
    const seen = new Map<Named, number>();
    return options.map((choice) => {
      const name = this.#of(choice);
      const offset = (seen.get(name) ?? 0) + 1;
      seen.set(name, offset);
      return `${name.path}@${name.turns + offset}`;
    });
  }

  #of(choice: Choice): Named {
    return this.#names.get(subjectOf(choice)) ?? this.#host;
  }

  /** In the turn of one task the code of others may run: native code that awaits it, or an eager child. */
  #child(letter: string): Named {
    const task = taskHere();
    const { path, made } = (task === undefined ? undefined : this.#names.get(task)) ?? this.#running;
    const count = made.get(letter) ?? 0;
    made.set(letter, count + 1);
    return named(`${path}.${letter}${count}`);
  }
}

function named(path: string): Named {
  return { path, turns: 0, made: new Map() };
}

/** An entry that resumes a task goes by the task's name; a timer has its own. */
function subjectOf(choice: Choice): Choice {
  const { task, deadline } = choice as Partial<Entry & TimerEntry>;
  return task !== undefined && deadline === undefined ? task : choice;
}

function letterOf(subject: Choice): string {
  if (subject instanceof Task) return "";
  if (subject instanceof SimulatedCall) return "x";
  return "deadline" in subject ? "t" : "c";
}

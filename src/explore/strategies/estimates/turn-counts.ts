import type { Probe } from "../../../core/contracts/probe.ts";
import type { Actor } from "../../../core/contracts/actor.ts";

/** Learns, execution by execution, how many turns each task of a program has, and thus how many it has left. */
export class TurnCounts implements Probe {
  readonly #host = member();
  #execution = 0;
  /** Whether the run only cleans up now. */
  #over = false;
  #running: Member = this.#host;
  readonly #tasks = new Map<Actor, Member>();
  /** The creator of each actor that belongs to no task. */
  readonly #makers = new Map<Actor, Member>();
  /** The members that may have another number of turns left than when they were taken last. */
  #changed = new Set<Member>();

  /** A new execution begins. */
  begin(): void {
    this.#execution += 1;
    this.#over = false;
    this.#tasks.clear();
    this.#makers.clear();
    this.#changed.clear();
    this.#running = this.#enter(this.#host);
  }

  created(task: Actor): void {
    const parent = this.#running;
    const at = parent.made++;
    const child = this.#enter((parent.children[at] ??= member()));
    parent.left -= child.expected;
    this.#changed.add(parent);
    this.#tasks.set(task, child);
  }

  scheduled(entry: Actor): void {
    if (entry.task === undefined) this.#makers.set(entry, this.#running);
  }

  turn(entry: Actor): void {
    const { task } = entry;
    this.#running = (task === undefined ? this.#makers.get(entry) : this.#tasks.get(task)) ?? this.#host;
    if (task === undefined || this.#over) return;
    this.#running.ran += 1;
    this.#running.left -= 1;
    this.#changed.add(this.#running);
  }

  ended(): void {
    this.#over = true;
  }

  /** Add up what the execution has shown. */
  settle(): void {
    this.#settle(this.#host);
  }

  /** The task that `actor` belongs to. */
  memberOf(actor: Actor): Member {
    const { task } = actor;
    return (task === undefined ? this.#makers.get(actor) : this.#tasks.get(task)) ?? stranger;
  }

  /** The members that may have changed since the last call. */
  takeChanged(): ReadonlySet<Member> {
    const changed = this.#changed;
    if (changed.size > 0) this.#changed = new Set();
    return changed;
  }

  #enter(member: Member): Member {
    member.execution = this.#execution;
    member.made = 0;
    member.ran = 0;
    member.left = member.expected;
    return member;
  }

  /** Add up the turns of `member` and of its descendants. */
  #settle(member: Member): void {
    if (member.execution !== this.#execution) return;
    member.executions += 1;
    member.turns += member.ran;
    let turns = member.turns;
    for (const child of member.children) {
      this.#settle(child);
      turns += child.expected * child.executions;
    }
    member.expected = turns / member.executions;
  }
}

/** Turns that a task has left, at least one. */
export function turnsLeft({ left }: Member): number {
  return Math.max(1, left);
}

/** One task of a program, the same in every execution: its parent's n-th child. */
export interface Member {
  readonly children: Member[];
  /** Over all finished executions: the number that had this task, and its turns in them. */
  executions: number;
  turns: number;
  /** Expected turns of the task and its descendants. */
  expected: number;
  // In the running execution:
  execution: number;
  made: number;
  ran: number;
  /** Expected turns of the task and of the descendants that it has not made yet. */
  left: number;
}

function member(): Member {
  return { children: [], executions: 0, turns: 0, expected: 0, execution: 0, made: 0, ran: 0, left: 0 };
}

/** Stands for the clock, and for what nobody announced. */
const stranger = member();

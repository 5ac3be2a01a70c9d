import { formatWakeUp } from "../schedule/wake-up.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import type { Actor } from "../../core/contracts/actor.ts";
import type { Verdict } from "../execution/executions.ts";
import { Names } from "../schedule/names.ts";
import { RollingHash } from "../rolling-hash.ts";

/**
 * What happened in an execution, step by step: the turns, their times, and the choices. Made of stable names and
 * loop times only, so the log is the same on every machine and every Node.
 */
export class ExecutionLog implements Probe {
  readonly lines: string[] = [];
  /** Names in reports, by path. */
  readonly titles: Map<string, string> = new Map();
  readonly #names = new Names();
  readonly #hash = new RollingHash();

  created(task: Actor): void {
    this.#names.created(task);
    this.titles.set(this.#names.path(task), task.title);
  }

  scheduled(entry: Actor): void {
    this.#names.scheduled(entry);
    if (entry.kind === "arrival") this.titles.set(this.#names.path(entry), entry.title);
  }

  turn(entry: Actor, time: number): void {
    this.#names.turn(entry);
    this.#add(`${formatWakeUp(this.#names.path(entry), this.#names.turns(entry))} at t=${time} s`);
  }

  advanced(time: number): void {
    this.#names.advanced();
    this.#add(`the clock moves to t=${time} s`);
  }

  ended(): void {
    this.#names.ended();
  }

  /** The execution is over. */
  close({ kind, failure, taken }: Verdict): void {
    for (const [point, choice] of taken.entries()) {
      if (choice !== 0) this.#add(`choice ${point + 1} is alternative ${choice}`);
    }
    const error = failure?.error === undefined ? "" : ` (${failure.error.name})`;
    this.#add(`it ${kind === "failed" ? `fails: ${failure?.check}${error}` : `is ${kind}`}`);
  }

  #add(line: string): void {
    this.#hash.add(line);
    if (this.lines.length < mostKept) this.lines.push(line);
  }

  /** 16 hexadecimal digits. */
  get hash(): string {
    return this.#hash.digest();
  }
}

/** How many steps are kept as text; of later ones only the hash is kept. */
const mostKept = 100_000;

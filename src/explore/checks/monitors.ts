import { isAsyncFunction, isThenable } from "../../core/body.ts";
import { getRunningLoop, taskHere } from "../../core/context/current.ts";
import { typeError } from "../../core/errors/errors.ts";
import type { Entry, EventLoop } from "../../core/event-loop.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import type { Choice } from "../../core/contracts/strategy.ts";

/** What `always()` was given did not hold, or what `eventually()` was given threw: ends the execution. */
export class Violation extends Error {
  override readonly name: string = "Violation";
  readonly check: "always" | "eventually";
  /** What was thrown. */
  readonly error: Error;

  constructor(check: "always" | "eventually", when: string, error: Error) {
    super(`${check}() does not hold: ${error.message || error.name}\n  ${when}`);
    this.check = check;
    this.error = error;
  }
}

/** A condition that has to come true. */
interface Eventual {
  readonly message: string;
  readonly condition: () => unknown;
}

/** What a body under exploration has asked to hold: looked at before every turn, when the clock may have moved as well. */
export class Monitors implements Probe {
  readonly #loop: EventLoop;
  #over = false;
  readonly #invariants: (() => unknown)[] = [];
  /** Those that have not been met. */
  #unmet: Eventual[] = [];
  /** Whose step came last. */
  #last: Choice | undefined = taskHere();
  /** When, in seconds of loop time. */
  #lastAt: number;

  constructor(loop: EventLoop) {
    this.#loop = loop;
    this.#lastAt = loop.time();
  }

  always(invariant: () => unknown): void {
    this.#invariants.push(invariant);
  }

  eventually(condition: () => unknown, message: string): void {
    this.#unmet.push({ condition, message });
  }

  /** The body has ended: what comes is only cleaned up. */
  end(): void {
    this.#over = true;
  }

  /** What has not come true. */
  get unmet(): readonly string[] {
    return this.#unmet.map(({ message }) => message);
  }

  turn(next: Choice, time: number): void {
    try {
      this.look();
    } catch (error) {
      this.#loop.enqueue(next as Entry); // its turn is put off: it still has to be cleaned up
      throw error;
    }
    this.#last = next;
    this.#lastAt = time;
  }

  /** @throws {Violation} If an invariant does not hold. */
  look(): void {
    if (this.#over) return;
    if (this.#unmet.length > 0) {
      this.#unmet = this.#unmet.filter(({ condition }) => !this.#ask("eventually", condition));
    }
    for (const invariant of this.#invariants) {
      if (this.#ask("always", invariant) !== false) continue;
      throw new Violation("always", this.#when(), new Error(`${invariant.name || "the invariant"} is false`));
    }
  }

  #ask(check: "always" | "eventually", ask: () => unknown): unknown {
    let answer: unknown;
    try {
      answer = ask();
    } catch (error) {
      throw new Violation(check, this.#when(), error instanceof Error ? error : new Error(String(error)));
    }
    if (isThenable(answer)) throw new Violation(check, this.#when(), mustAnswer(check));
    return answer;
  }

  #when(): string {
    const { task } = (this.#last ?? {}) as Partial<Entry>;
    const now = this.#loop.time();
    const moved = now === this.#lastAt ? "" : `, when the clock moves to t=${now} s`;
    return `after a step of ${task === undefined ? "a callback" : task.getName()} at t=${this.#lastAt} s${moved}`;
  }
}

function mustAnswer(check: "always" | "eventually"): TypeError {
  return typeError(`${check}() needs a function that answers at once`, "do not make it async: look at the state only");
}

/** A loop whose runs can be monitored. */
export interface Monitored extends EventLoop {
  /** Made when first asked for. */
  readonly monitors: Monitors;
}

function monitorsHere(check: "always" | "eventually", ask: () => unknown): Monitors | undefined {
  const loop = getRunningLoop();
  if (typeof ask !== "function" || isAsyncFunction(ask)) throw mustAnswer(check);
  return "monitors" in loop ? (loop as Monitored).monitors : undefined;
}

/**
 * Demand that `invariant` holds after every step of the run that calls this: between any two turns, at each advance of
 * the clock and at the end. It fails by throwing or by returning false, and that ends the execution at this step.
 *
 * A step ends where a task waits, so that what is broken and mended without an `await` in between is not seen. Outside of
 * an exploration or replay nothing is checked.
 *
 * @throws {RuntimeError} If no loop is running.
 * @throws {TypeError} If `invariant` is async.
 */
export function always(invariant: () => unknown): void {
  monitorsHere("always", invariant)?.always(invariant);
}

/**
 * Demand that `condition` is true after some step of the run that calls this; it is not asked again after that.
 *
 * It fails if the run ends before. An execution that is stopped by a limit is inconclusive: it may have come true later.
 * Outside of an exploration or replay nothing is checked.
 *
 * @throws {RuntimeError} If no loop is running.
 * @throws {TypeError} If `condition` is async.
 */
export function eventually(condition: () => unknown, message: string = "an eventual condition"): void {
  monitorsHere("eventually", condition)?.eventually(condition, message);
}

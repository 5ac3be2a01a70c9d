import { seconds } from "../../../core/seconds.ts";
import { nameOf } from "../../../core/arguments/describe.ts";
import { printableError } from "../../../core/arguments/printable-error.ts";
import { isAsyncFunction, isThenable } from "../../../core/call-body.ts";
import { requireLoop, taskHere } from "../../../core/context/current.ts";
import type { MakeService } from "../../../loop/engine-parts.ts";
import { typeError } from "../../../core/errors/type-error.ts";
import type { Entry, LoopCore } from "../../../core/contracts/loop-core.ts";
import { ServiceKey } from "../../../core/contracts/service-key.ts";
import type { Probe } from "../../../core/contracts/probe.ts";
import { Violation } from "./violation.ts";
import type { Actor } from "../../../core/contracts/actor.ts";

/** What a body under exploration demands. Checked before every turn, when the clock may have moved as well. */
export class Monitors implements Probe, Monitoring {
  readonly #loop: LoopCore;
  #over = false;
  readonly #invariants: (() => unknown)[] = [];
  /** Conditions that have not come true. */
  #unmet: Eventual[] = [];
  /** Called when none is left. */
  #met: (() => void) | undefined = undefined;
  /** The actor of the last step. */
  #last: Actor | undefined = taskHere();
  /** The loop time of the last step, in seconds. */
  #lastAt: number;

  constructor(loop: LoopCore) {
    this.#loop = loop;
    this.#lastAt = loop.time();
  }

  always(invariant: () => unknown): void {
    this.#invariants.push(invariant);
  }

  eventually(condition: () => unknown, message: string): void {
    this.#unmet.push({ condition, message });
  }

  /** Call `met` when the last condition comes true. */
  whenMet(met: () => void): void {
    this.#met = met;
  }

  /** The body has ended: from now on the run only cleans up. */
  end(): void {
    this.#over = true;
  }

  /** The messages of the conditions that have not come true. */
  get unmet(): readonly string[] {
    return this.#unmet.map(({ message }) => message);
  }

  turn(next: Actor, time: number): void {
    try {
      this.look();
    } catch (error) {
      this.#loop.enqueue(next as Entry); // not dropped but put off: it must still be cleaned up
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
      if (this.#unmet.length === 0) this.#met?.();
    }
    for (const invariant of this.#invariants) {
      if (this.#ask("always", invariant) !== false) continue;
      throw new Violation("always", this.#when(), new Error(`${nameOf(invariant) ?? "the invariant"} is false`));
    }
  }

  #ask(check: "always" | "eventually", ask: () => unknown): unknown {
    let answer: unknown;
    try {
      answer = ask();
    } catch (error) {
      throw new Violation(check, this.#when(), printableError(error, `${check}() threw`));
    }
    if (isThenable(answer)) throw new Violation(check, this.#when(), mustAnswer(check));
    return answer;
  }

  #when(): string {
    const { task } = (this.#last ?? {}) as Partial<Entry>;
    const now = this.#loop.time();
    const moved = now === this.#lastAt ? "" : `, when the clock moves to t=${seconds(now)} s`;
    return `after a step of ${task === undefined ? "a callback" : task.getName()} at t=${seconds(this.#lastAt)} s${moved}`;
  }
}

function mustAnswer(check: "always" | "eventually"): TypeError {
  return typeError(`${check}() needs a function that answers at once`, "do not make it async: look at the state only");
}

/** A condition that must come true. */
interface Eventual {
  readonly message: string;
  readonly condition: () => unknown;
}

/** What a body may demand of its run. */
interface Monitoring {
  always(invariant: () => unknown): void;
  eventually(condition: () => unknown, message: string): void;
}

/** Outside of explorations nothing is checked. */
const unmonitored: Monitoring = { always: () => undefined, eventually: () => undefined };

const monitoring: ServiceKey<Monitoring, LoopCore> = new ServiceKey("monitors", () => unmonitored);

/**
 * The service that monitors a loop, made at the first demand, beside the services of its world.
 *
 * @param made - Called with the monitors.
 */
export function monitored(made: (monitors: Monitors) => void, world?: MakeService): MakeService {
  return (key, loop) => {
    if (key !== monitoring) return world?.(key, loop);
    const monitors = new Monitors(loop);
    made(monitors);
    return monitors;
  };
}

/**
 * The monitoring of the caller's run.
 *
 * @throws {RuntimeError} If no loop is running.
 * @throws {TypeError} If `ask` is not a function, or is async.
 */
export function monitoringHere(check: "always" | "eventually", ask: () => unknown): Monitoring {
  const loop = requireLoop();
  if (typeof ask !== "function" || isAsyncFunction(ask)) throw mustAnswer(check);
  return loop.service(monitoring);
}

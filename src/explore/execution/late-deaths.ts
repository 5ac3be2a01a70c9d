import type { Death } from "../../core/contracts/loop-core.ts";
import type { DeathWatcher } from "../../host/host.ts";
import { deathOfNobody } from "../../loop/deaths.ts";
import { thisHost } from "../../host/this-host.ts";
import type { Engine } from "../../loop/engine.ts";
import { CountingStrategy } from "../schedule/counting-strategy.ts";
import { Suspects, type Suspect } from "./suspects.ts";
import type { ExecutionHooks } from "./executions.ts";

/**
 * What would have ended the process in executions that are over.
 *
 * An execution of generators ends without a return to the host, which costs as much as several steps. So the host tells only later, when
 * the search rests, what such executions have left behind: in the async context of the loop, which leads to the execution. Where the host
 * has lost the context, every execution since its last turn is a suspect.
 */
export class LateDeaths {
  #first: (Suspect & { readonly death: Death }) | undefined = undefined;
  /** What died in an execution that nobody can name, if something did. */
  #lost: Death | undefined = undefined;
  /** The executions since the host last had its turn. */
  readonly #suspects = new Suspects();
  /** For the search itself. */
  readonly watcher: DeathWatcher = {
    unhandled: () => false,
    handled: () => false,
    uncaught: () => false,
    lost: (error) => {
      this.#lost ??= deathOfNobody(error);
      return true;
    },
  };
  /** For the executions of the search. */
  readonly hooks: ExecutionHooks = { late: (loop, death) => this.#add(loop as Engine, death) };

  /** Whether the host has told of any. */
  get any(): boolean {
    return this.#first !== undefined || this.#lost !== undefined;
  }

  /** An execution has ended. @param rested - Whether the host has had its turn since. */
  ran(suspect: Suspect, rested: boolean): void {
    this.#suspects.add(suspect);
    if (rested && !this.any) this.#suspects.clear();
  }

  /** Let the host tell about all executions so far. */
  async settled(): Promise<LateDeath | undefined> {
    await new Promise<void>((resolve) => thisHost.afterMacrotask(resolve));
    if (this.#first !== undefined) return { death: this.#first.death, suspects: [this.#first] };
    return this.#lost && { death: this.#lost, suspects: this.#suspects.toArray() };
  }

  #add({ parts }: Engine, death: Death): void {
    const strategy = parts.choices?.strategy;
    const { taken, execution } = strategy instanceof CountingStrategy ? strategy : inDefaultOrder;
    if (this.#first === undefined || execution < this.#first.execution) this.#first = { death, taken, execution };
  }
}

/** Level `fifo` has one order. */
const inDefaultOrder = { taken: [], execution: 1 } as const;

/** What would have ended the process. */
export interface LateDeath {
  readonly death: Death;
  /** The executions one of which it was, in order. */
  readonly suspects: readonly Suspect[];
}

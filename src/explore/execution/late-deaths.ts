import type { Death } from "../../core/contracts/loop-core.ts";
import { thisHost } from "../../host/this-host.ts";
import type { Engine } from "../../loop/engine.ts";
import { CountingStrategy } from "../schedule/counting-strategy.ts";
import type { ExecutionHooks } from "./executions.ts";

/**
 * What would have ended the process in executions that are over.
 *
 * An execution of generators ends without a return to the host, which costs as much as several steps. So the host tells only later, when
 * the search rests, what such executions have left behind: in the async context of the loop, which leads to the execution.
 */
export class LateDeaths {
  #first: LateDeath | undefined = undefined;
  /** For the executions of the search. */
  readonly hooks: ExecutionHooks = { late: (loop, death) => this.#add(loop as Engine, death) };

  /** The first in the order of the executions, as far as the host has told. */
  get first(): LateDeath | undefined {
    return this.#first;
  }

  /** Let the host tell about all executions so far. */
  async settled(): Promise<LateDeath | undefined> {
    await new Promise<void>((resolve) => thisHost.afterMacrotask(resolve));
    return this.#first;
  }

  #add({ parts }: Engine, death: Death): void {
    const strategy = parts.choices?.strategy;
    const { taken, execution } = strategy instanceof CountingStrategy ? strategy : inDefaultOrder;
    if (this.#first === undefined || execution < this.#first.execution) this.#first = { death, taken, execution };
  }
}

/** Level `fifo` has one order. */
const inDefaultOrder = { taken: [], execution: 1 } as const;

/** What would have ended the process, and in which execution. */
export interface LateDeath {
  readonly death: Death;
  /** The alternative taken at each choice point. */
  readonly taken: readonly number[];
  /** The number of the execution, from 1. */
  readonly execution: number;
}

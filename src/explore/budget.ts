import { thisHost } from "../host/this-host.ts";
import type { Certificate } from "./claims/certificate.ts";
import type { Pace } from "./execution/executions.ts";
import type { SearchHost } from "./search-host.ts";
import type { Progress } from "./progress.ts";

/** Says when a search must end, and lets the host run in between. It starts when it is made. */
export class Budget implements Pace {
  readonly #limits: Limits;
  readonly #host: SearchHost;
  readonly #tally: () => Tally;
  readonly #startedMs: number = thisHost.nowMs();
  #restedMs: number = this.#startedMs;
  /** The execution after which it next looks at the clock, and the number of executions between two looks. */
  #look = 0;
  #unseen = 1;
  #lookedMs: number = this.#startedMs;
  #measuredMs = -Infinity;
  #interrupted = false;
  #outOfMemory = false;
  readonly #stopListening: () => void;

  constructor(limits: Limits, host: SearchHost, tally: () => Tally) {
    this.#limits = limits;
    this.#host = host;
    this.#tally = tally;
    this.#stopListening = host.onInterrupt(() => (this.#interrupted = true));
  }

  /** Why the search must end after so many executions, if it must. */
  spent(executions: number): Exclude<Certificate["ended"], "exhausted"> | undefined {
    if (this.interrupted) return "interrupted";
    const { executions: most, time, memory } = this.#limits;
    if (executions >= most) return "executions";
    if (time === Infinity && memory === Infinity) return undefined;
    const now = thisHost.nowMs();
    if (now - this.#startedMs >= time * 1_000) return "time";
    if (now - this.#measuredMs >= memoryPatienceMs) {
      this.#measuredMs = now;
      this.#outOfMemory = memory !== Infinity && this.#host.heapUsed() >= memory;
    }
    return this.#outOfMemory ? "memory" : undefined;
  }

  /** Whether somebody wants the search to end. */
  get interrupted(): boolean {
    return this.#interrupted || this.#limits.signal?.aborted === true;
  }

  rest(executions: number): Promise<void> | undefined {
    if (executions < this.#look) return undefined;
    const now = thisHost.nowMs();
    this.#unseen = now - this.#lookedMs < 1 ? Math.min(this.#unseen * 2, mostUnseen) : 1;
    this.#lookedMs = now;
    this.#look = executions + this.#unseen;
    if (now - this.#restedMs < hostPatienceMs) return undefined;
    this.#host.show(this.#progress(executions, now));
    return new Promise((resolve) => {
      thisHost.afterMacrotask(() => {
        this.#restedMs = thisHost.nowMs();
        resolve();
      });
    });
  }

  #progress(executions: number, now: number): Progress {
    const elapsed = (now - this.#startedMs) / 1_000;
    const perSecond = elapsed === 0 ? 0 : executions / elapsed;
    return { ...this.#tally(), executions, most: this.#limits.executions, perSecond, elapsed };
  }

  /** The search is over. */
  end(): void {
    this.#stopListening();
    this.#host.shown();
  }
}

/** What a search may use up. */
export interface Limits {
  readonly executions: number;
  /** Seconds of real time. */
  readonly time: number;
  /** Bytes of heap in use. */
  readonly memory: number;
  /** Ends it when aborted. */
  readonly signal?: AbortSignal | undefined;
}

/** How long the host may wait for its turn, in milliseconds. */
const hostPatienceMs = 40;
/** The most executions between two looks at the clock, if they are short. */
const mostUnseen = 16;
/** How long the heap may grow unseen, in milliseconds. */
const memoryPatienceMs = 5;

/** How far a search has come, for progress displays. */
export type Tally = Pick<Progress, "phase" | "choices" | "inconclusive" | "strategy">;

import { touchWorld } from "../../../../core/context/touch.ts";
import type { Actor } from "../../../../core/contracts/actor.ts";
import { titled } from "../../../../loop/scheduler/choices.ts";

/** The faults that any connection of one run may meet, as long as the run may have more of them. */
export class ConnectionFaults {
  readonly #most: number;
  #count = 0;
  readonly #connecting: readonly Actor[];
  readonly #request: readonly Actor[];
  readonly #reply: readonly Actor[];

  constructor({ faults = [], mostFaults = 1 }: FaultSettings) {
    this.#most = mostFaults;
    const among = (...known: Fault[]): readonly Actor[] =>
      titled(["0", ...faults.filter((fault) => known.includes(fault)).map((fault) => wordOf[fault])]);
    this.#connecting = among("refuse");
    this.#request = among("reset", "slow", "cut");
    this.#reply = among("reset", "loseReply", "slow", "cut");
  }

  /** What may happen to a request to connect. @param own - What the link itself allows. */
  ofRequest(own: readonly Actor[]): readonly Actor[] {
    return this.#with(own, this.#connecting);
  }

  /** What may happen to a segment. @param isReply - Whether whoever accepted the connection has sent it. */
  ofSegment(own: readonly Actor[], isReply: boolean): readonly Actor[] {
    return this.#with(own, isReply ? this.#reply : this.#request);
  }

  /** A fault was chosen. */
  happened(): void {
    touchWorld(this, "write");
    this.#count += 1;
  }

  #with(own: readonly Actor[], more: readonly Actor[]): readonly Actor[] {
    if (more.length <= 1) return own;
    touchWorld(this, "read");
    if (this.#count >= this.#most) return own;
    if (own.length <= 1) return more;
    return [...own, ...more.filter(({ title }) => !own.some((option) => option.title === title))];
  }
}

/** Options of `simulatedWorld()` for what may go wrong on any connection. */
export interface FaultSettings {
  /**
   * What may go wrong on any connection, as a choice of the search, by default nothing: `refuse` a connection; `reset` it when a segment
   * arrives; `loseReply`: what the server answers is lost from then on, and nobody says so; `slow`: a segment takes a minute longer;
   * `cut`: the two hosts do not reach each other for 30 s.
   */
  readonly faults?: readonly Fault[] | undefined;
  /** How many faults of connections one run may have. Default: 1. */
  readonly mostFaults?: number | undefined;
}

/** What may go wrong on a connection. */
export type Fault = "refuse" | "reset" | "loseReply" | "slow" | "cut";

/** All of them. */
export const allFaults: readonly Fault[] = ["refuse", "reset", "loseReply", "slow", "cut"];

/** How a schedule writes that a segment takes longer: `slow` is a slow step. */
export const slowed = "slowed";
/** Seconds that a slow segment takes longer, and that a cut lasts. */
export const slowness = 60;
export const cutTime = 30;

const wordOf: Readonly<Record<Fault, string>> = {
  refuse: "refuse",
  reset: "reset",
  loseReply: "loseReply",
  slow: slowed,
  cut: "cut",
};

import type { Clock } from "../../core/contracts/clock.ts";
import type { Entropy } from "../../core/contracts/entropy.ts";
import type { Entry, Forgotten } from "../../core/event-loop.ts";
import type { Probe } from "../../core/contracts/probe.ts";
import type { Choices } from "./choices.ts";
import type { Outside } from "../outside/outside.ts";

/** What a loop is put together from. */
export interface LoopParts {
  readonly clock: Clock;
  /** What may happen in more than one order; without it the order is first in, first out. */
  readonly choices?: Choices | undefined;
  readonly probe?: Probe | undefined;
  /** Is told of each turn before it runs. @returns true if it took the turn itself */
  readonly intervene?: ((entry: Entry) => boolean) | undefined;
  /** Iterations after which a run is stopped. */
  readonly maxIterations: number;
  /** Loop time after which a run is stopped, in seconds. */
  readonly maxTime: number;
  readonly entropy: Entropy;
  /** What virtual time waits for; a real clock waits for nothing. */
  readonly outside?: Outside | undefined;
  readonly forgotten: Forgotten;
  /** Keeps the process alive; what it returns lets go. */
  readonly keepAlive?: (() => () => void) | undefined;
}

import type { Clock } from "../core/contracts/clock.ts";
import type { Entropy } from "../core/contracts/entropy.ts";
import type { Death, Entry, Forgotten, LoopCore } from "../core/contracts/loop-core.ts";
import type { ServiceKey } from "../core/contracts/service-key.ts";
import type { OutsideWork } from "./outside/outside-work.ts";
import type { ProbeList } from "./probe-list.ts";
import type { Choices } from "./scheduler/choices.ts";

/** What an engine is made of; `assemble()` says what each is. */
export interface EngineParts {
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly choices: Choices | undefined;
  readonly probes: ProbeList;
  readonly intervene: ((entry: Entry) => boolean) | undefined;
  readonly services: MakeService | undefined;
  readonly outside: ((loop: LoopCore) => OutsideWork) | undefined;
  readonly maxIterations: number;
  readonly maxTime: number;
  readonly forgotten: Forgotten;
  readonly late: ((loop: LoopCore, death: Death) => void) | undefined;
}

/** What a service may have: every object is one. */
export interface Service {
  /** The loop closes: let go of everything outside, since nobody will hear of it. */
  loopClosed?(): void;
}

/** Makes the service of `key` for `loop`. @returns undefined to use the default of the key */
export type MakeService = (key: ServiceKey<object, LoopCore>, loop: LoopCore) => object | undefined;

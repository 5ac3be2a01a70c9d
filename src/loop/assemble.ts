import type { Clock } from "../core/contracts/clock.ts";
import type { Death, Entry, LoopCore } from "../core/contracts/loop-core.ts";
import type { Probe } from "../core/contracts/probe.ts";
import { BaseEventLoop } from "./base-event-loop.ts";
import { HostEntropy } from "./clock/host-entropy.ts";
import { SeededEntropy } from "./clock/seeded-entropy.ts";
import { Engine } from "./engine.ts";
import type { MakeService } from "./engine-parts.ts";
import type { OutsideWork } from "./outside/outside-work.ts";
import { ProbeList } from "./probe-list.ts";
import { ReportsAtClose } from "./reports/reports-at-close.ts";
import { ReportsWhenCollected } from "./reports/reports-when-collected.ts";
import type { Choices } from "./scheduler/choices.ts";

/**
 * Put a loop together. Every loop is made here: real and virtual ones, those of executions and those of tests.
 *
 * A virtual loop reports what was forgotten when the loop closes, in order; a real loop when the garbage is collected.
 */
export function assemble(parts: LoopParts): BaseEventLoop {
  const { clock, seed, probes = nobody, services, outside, maxIterations = Infinity, maxTime = Infinity } = parts;
  const engine: Engine = new Engine({
    clock,
    entropy: seed === undefined ? new HostEntropy() : new SeededEntropy(seed),
    choices: parts.choices,
    probes: new ProbeList(probes),
    intervene: parts.intervene,
    services,
    outside,
    maxIterations,
    maxTime,
    late: parts.late,
    forgotten: clock.isVirtual ? new ReportsAtClose() : new ReportsWhenCollected((report) => engine.report(report)),
  });
  return new BaseEventLoop(engine);
}

const nobody: readonly Probe[] = [];

/** The parts of a loop. */
export interface LoopParts {
  readonly clock: Clock;
  /** Seed of the loop's randomness. Default: the host's own. */
  readonly seed?: number | undefined;
  /** The choices of order. Default: none, first in, first out. */
  readonly choices?: Choices | undefined;
  /** The probes that watch the loop. */
  readonly probes?: readonly (Probe | undefined)[] | undefined;
  /** Called before each turn. @returns true if it took the turn itself */
  readonly intervene?: ((entry: Entry) => boolean) | undefined;
  /** What virtual time waits for; a real clock waits for nothing. */
  readonly outside?: ((loop: LoopCore) => OutsideWork) | undefined;
  /** Makes services that replace the defaults of their keys. */
  readonly services?: MakeService | undefined;
  /** Iterations after which a run is stopped. Default: no limit. */
  readonly maxIterations?: number | undefined;
  /** Loop time after which a run is stopped, in seconds. Default: no limit. */
  readonly maxTime?: number | undefined;
  /** Takes what would end the process, and comes to light when a run is over. Default: the process does. */
  readonly late?: ((loop: LoopCore, death: Death) => void) | undefined;
}

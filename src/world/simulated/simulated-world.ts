import { anything } from "../../core/arguments/kind.ts";
import { requireOptions, type Options } from "../../core/arguments/require-options.ts";
import type { LoopCore } from "../../core/contracts/loop-core.ts";
import type { ServiceKey } from "../../core/contracts/service-key.ts";
import type { MakeService } from "../../loop/engine-parts.ts";
import { wallClock } from "../../loop/clock/wall-clock.ts";
import type { Engine } from "../../loop/engine.ts";
import type { World } from "../../loop/world.ts";
import { network } from "../../net/network.ts";
import { HostClocks } from "./network/faults/host-clocks.ts";
import type { FaultSettings } from "./network/faults/connection-faults.ts";
import { networkOptions, type NetworkSettings, requireNetworkSettings } from "./network/network-settings.ts";
import { SimulatedNetwork } from "./network/simulated-network.ts";
import { processes } from "../../process/processes.ts";
import { processOptions, type ProcessSettings, requireProcessSettings } from "./processes/process-settings.ts";
import { SimulatedProcesses } from "./processes/simulated-processes.ts";
import { workers } from "../../executors/workers.ts";
import { SimulatedWorkers } from "./workers/simulated-workers.ts";
import { requireWorkerSettings, type WorkerSettings } from "./workers/worker-settings.ts";

/**
 * A world in virtual time: a network, processes and workers that are deterministic, and whose every variation is a choice of the search.
 *
 * @returns a description; each loop gets a world of its own, in its first state
 * @throws {TypeError} If a setting has the wrong type.
 * @throws {ValueError} If a setting is unknown, or has a wrong value.
 */
export function simulatedWorld(settings: WorldSettings = {}): World {
  return new SimulatedWorld(settings);
}

/** What `simulatedWorld()` describes. */
export class SimulatedWorld implements World {
  readonly #settings: WorldSettings;

  constructor(settings: WorldSettings) {
    requireOptions("simulatedWorld()", settings, options);
    requireNetworkSettings(settings);
    requireProcessSettings(settings);
    if (settings.workers !== undefined) requireWorkerSettings(settings.workers);
    this.#settings = settings;
  }

  services(): MakeService {
    return servicesOf(this.#settings);
  }

  /** The same world, in which other things may go wrong. */
  with({ faults = this.#settings.faults, mostFaults = this.#settings.mostFaults }: FaultSettings): SimulatedWorld {
    return new SimulatedWorld({ ...this.#settings, faults, mostFaults });
  }
}

/** Options of `simulatedWorld()`. */
export interface WorldSettings extends NetworkSettings, ProcessSettings {
  /** The workers of executors: how long their calls take, and how many there are. */
  readonly workers?: WorkerSettings;
}

const options: Options<WorldSettings> = { ...networkOptions, ...processOptions, workers: anything };

/** Makes a service of a world. */
type MakeInWorld = (settings: WorldSettings, loop: LoopCore) => object;

/** The services of a simulated world, by their keys. */
const made: ReadonlyMap<ServiceKey<object, LoopCore>, MakeInWorld> = new Map<ServiceKey<object, LoopCore>, MakeInWorld>(
  [
    [network, (settings, loop) => new SimulatedNetwork(settings, loop)],
    [processes, (settings, loop) => new SimulatedProcesses(settings, loop as Engine)],
    [
      wallClock,
      ({ hosts }, loop) =>
        hosts === undefined ? wallClock.make(loop) : new HostClocks(loop.service(network) as SimulatedNetwork, hosts),
    ],
    [workers, (settings, loop) => new SimulatedWorkers(loop, settings.workers)],
  ],
);

function servicesOf(settings: WorldSettings): MakeService {
  return (key, loop) => made.get(key)?.(settings, loop);
}

import { describe } from "../core/arguments/describe.ts";
import { typeError } from "../core/errors/type-error.ts";
import { ValueError } from "../core/errors/value-error.ts";
import { isWorld, type World } from "../loop/world.ts";
import type { FaultSettings } from "../world/simulated/network/faults/connection-faults.ts";
import { SimulatedWorld } from "../world/simulated/simulated-world.ts";

/**
 * The network, processes and workers of a test: the real ones, for which virtual time waits; a simulated world with one host; or the world
 * that `simulatedWorld()` describes.
 */
export type TestWorld = "real" | "simulated" | World;

/** Options of a test for its world. */
export interface TestWorldSettings {
  /**
   * The network, processes and workers of the loop. In a simulated world, everybody's network code is on the simulated network, as by
   * `simulateNetwork()`. Default: that of the plugin in `vitest.config.ts`, or `"real"`. An exploration cannot use the real ones: with
   * `"real"`, it has a world with one host for timeloom's own connections.
   */
  readonly world?: TestWorld | undefined;
}

/** @throws {TypeError} If `world` is none. */
export function requireTestWorld(world: unknown): TestWorld | undefined {
  if (world === undefined || world === "real" || world === "simulated" || isWorld(world)) return world;
  const hint = 'world: "simulated", or world: simulatedWorld({ hosts: { web: {}, db: {} } })';
  throw typeError(`world must be "real", "simulated" or a world, got ${describe(world)}`, hint);
}

/**
 * The world that a test asks for. Undefined if it is the real one.
 *
 * @throws {TypeError} If `world` is none, or a fault has the wrong type.
 * @throws {ValueError} If the world cannot have the faults.
 */
export function testWorld(asked: TestWorldSettings & FaultSettings): World | undefined {
  const { faults, mostFaults } = asked;
  const world = requireTestWorld(asked.world);
  if (world === "simulated") return new SimulatedWorld({ faults, mostFaults });
  if (world instanceof SimulatedWorld) return world.with({ faults, mostFaults });
  if (faults === undefined && mostFaults === undefined) return world === "real" ? undefined : world;
  throw new ValueError(
    "Cannot have faults: the world of the test is not simulated",
    'add world: "simulated" to the options of the test or of createTest()',
  );
}

import { describe } from "../core/arguments/describe.ts";
import { typeError } from "../core/errors/type-error.ts";
import type { MakeService } from "./engine-parts.ts";

/** What lies outside of a loop: a network, processes, workers. A description, of which each loop has a world of its own made. */
export interface World {
  /** Makes the services of one loop. */
  services(): MakeService;
}

/** @throws {TypeError} If `world` is none. */
export function requireWorld(world: unknown): World | undefined {
  if (world === undefined || (typeof world === "object" && world !== null && "services" in world)) {
    return world as World | undefined;
  }
  throw typeError(`world must be a world, got ${describe(world)}`, "world: simulatedWorld()");
}

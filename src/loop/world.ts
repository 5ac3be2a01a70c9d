import { describe } from "../core/arguments/describe.ts";
import { typeError } from "../core/errors/type-error.ts";
import { RuntimeError } from "../core/errors/runtime-error.ts";
import type { MakeService } from "./engine-parts.ts";

/** What lies outside of a loop: a network, processes, workers. A description, of which each loop has a world of its own made. */
export interface World {
  /** Makes the services of one loop. */
  services(): MakeService;
}

/** Whether `value` describes a world. */
export function isWorld(value: unknown): value is World {
  return typeof value === "object" && value !== null && "services" in value;
}

/** @throws {TypeError} If `world` is none. */
export function requireWorld(world: unknown): World | undefined {
  if (world === undefined || isWorld(world)) return world;
  throw typeError(`world must be a world, got ${describe(world)}`, "world: simulatedWorld()");
}

/** The world of a loop that may not wait for what is outside. @throws {RuntimeError} If the program asks for a part of it. */
export const forbiddenWorld: MakeService = (key) => {
  if (!key.isOutside) return undefined;
  throw new RuntimeError(
    `This loop may not use the real ${key.name}: io is "forbid"`,
    'give it a world: simulatedWorld(), or let it wait: io: "wait"',
  );
};

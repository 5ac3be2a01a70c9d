import type { Entropy } from "../../core/contracts/entropy.ts";
import { ValueError } from "../../core/errors/value-error.ts";
import { SeededEntropy } from "../../loop/clock/seeded-entropy.ts";

/**
 * The randomness of a search.
 *
 * @param stream - Numbers of different streams of one seed have nothing to do with each other.
 * @throws {ValueError} If `seed` is not finite.
 */
export function seeded(seed: number, stream: number = 0): Entropy {
  if (!Number.isFinite(seed)) throw new ValueError(`Invalid seed: ${seed}`, "pass a whole number, such as 0");
  return new SeededEntropy(stream === 0 ? seed : Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream, 0x85ebca6b));
}

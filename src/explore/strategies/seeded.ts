import type { Entropy } from "../../core/contracts/entropy.ts";
import { ValueError } from "../../core/errors/value-error.ts";
import { RollingHash } from "../rolling-hash.ts";
import { SeededEntropy } from "../../loop/clock/seeded-entropy.ts";

/**
 * One random stream of a search. Streams of different names are independent, so that a strategy draws the same numbers alone
 * and in a portfolio, and no two strategies share numbers.
 *
 * @throws {ValueError} If `seed` is not finite.
 */
export function seeded(seed: number, stream: string): Entropy {
  requireSeed(seed);
  return new SeededEntropy(Math.imul(seed, 0x9e3779b1) ^ Math.imul(hashOf(stream), 0x85ebca6b));
}

/** @throws {ValueError} If `seed` is not finite. */
export function requireSeed(seed: number): void {
  if (!Number.isFinite(seed)) throw new ValueError(`Invalid seed: ${seed}`, "pass a whole number, such as 0");
}

function hashOf(text: string): number {
  const hash = new RollingHash();
  hash.add(text);
  return Number.parseInt(hash.digest().slice(0, 8), 16);
}

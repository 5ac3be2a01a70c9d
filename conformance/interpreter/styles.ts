import type { Program } from "../program.ts";
import { asAsync } from "./async-style.ts";
import { asGenerator } from "./generator-style.ts";
import type { Style } from "./place.ts";

export const STYLE_NAMES = ["generator", "async", "mixed"] as const;

export type StyleName = (typeof STYLE_NAMES)[number];

/**
 * A style for one run of the program; the seed matters to `mixed` only.
 *
 * An eager body that a callback makes is always a generator: a callback cannot await the first step of a native one.
 */
export function styleOf(name: StyleName, seed: number, program: Program): Style {
  switch (name) {
    case "generator":
      return () => asGenerator;
    case "async":
      return ({ start }) => (start === "inside a callback" ? asGenerator : asAsync);
    case "mixed":
      return mixed(`${seed} ${program.id}`);
  }
}

/**
 * Writes each body one way or the other, by the seed, its name and how many bodies of that name came before. Eager
 * bodies, and what they await, are generators.
 */
function mixed(seed: string): Style {
  const occurrences = new Map<string, number>();
  return ({ name, start }) => {
    const occurrence = occurrences.get(name) ?? 0;
    occurrences.set(name, occurrence + 1);
    const generates = start !== "in a turn" || hash(`${seed} ${name} ${occurrence}`) % 2 === 0;
    return generates ? asGenerator : asAsync;
  };
}

/** FNV-1a, with the final mix of MurmurHash3: the parity of plain FNV-1a is that of the letters alone. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

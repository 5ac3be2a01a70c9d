import type { Kind } from "./kinds.ts";
import { random } from "./random.ts";

/** Makes the program of a seed: a tree of callbacks. */
export function makeProgram(seed: number, kinds: readonly Kind[]): Program {
  const draw = random(seed);
  let left = mostOperations;
  let number = 0;
  const block = (depth: number): Program => {
    const operations: Operation[] = [];
    for (let wanted = 1 + draw(3); wanted > 0 && left > 0; wanted--) {
      left -= 1;
      const kind = kinds.at(draw(kinds.length)) as Kind;
      const own = { kind, number: number++, delayMs: 20 * (1 + draw(12)), count: 1 + draw(3) };
      operations.push({ ...own, next: depth > 0 ? block(depth - 1) : [] });
    }
    return operations;
  };
  return block(deepest);
}

/** Operations that are begun one after the other. */
export type Program = readonly Operation[];

/** Something that calls back. */
export interface Operation {
  readonly kind: Kind;
  /** Its number in the program, from 0. */
  readonly number: number;
  /** How long it takes, if it takes time. */
  readonly delayMs: number;
  /** How often it calls back, if it does so more than once. */
  readonly count: number;
  /** What begins when it has called back. */
  readonly next: Program;
}

const mostOperations = 14;
const deepest = 4;

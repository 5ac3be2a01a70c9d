import type { Step } from "./sequence.ts";

/**
 * Whoever had the last turn, so that tasks get less in each other's way, and executions are short; but not for ever, as it may wait for
 * others.
 */
export function whoGoesOn(awake: readonly number[], steps: readonly Step[]): number {
  const [first, last] = [awake[0] as number, steps.at(-1)?.actor];
  if (last === undefined || last === first || !awake.includes(last)) return first;
  let turns = 1;
  while (turns < mostTurns && steps[steps.length - 1 - turns]?.actor === last) turns += 1;
  return turns < mostTurns ? last : first;
}

/** Who goes first of those that may: the actors in the default order, after the steps so far. */
export type TailOrder = (awake: readonly number[], steps: readonly Step[]) => number;

/** How many turns an actor has one after the other where nothing is planned. */
const mostTurns = 16;

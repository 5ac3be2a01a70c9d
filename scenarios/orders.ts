import { type ChoicePoint, fifo, type Level, random, type Strategy } from "timeloom/testing";
import { type Outcome, replay } from "./replay.ts";
import type { Program } from "./scenario.ts";

/** A program with more choices than this in one order is as random inside one order as others are in many. */
const manyChoices = 1_000;

/**
 * The ways in which `program` ends in random orders, each with the first seed that shows it.
 *
 * @param seeds - How many orders, at most: a program with very many choices is run in one.
 */
export async function endingsOf(program: Program, level: Level, seeds: number): Promise<ReadonlyMap<string, number>> {
  const seen = new Map<string, number>();
  for (let seed = 0; seed < seeds; seed++) {
    const order = new RandomOrder(seed, level);
    const ending = endingOf(await replay(program, { strategy: order, level }));
    if (!seen.has(ending)) seen.set(ending, seed);
    if (order.choices > manyChoices) break;
  }
  return seen;
}

/** The verdict and the class of the error; the times and orders in its text may differ. */
export function endingOf({ verdict, error = "" }: Pick<Outcome, "verdict" | "error">): string {
  return `${verdict} ${error.split(":")[0]}`.trimEnd();
}

/** One random order; each loop of a program goes on with the same randomness. */
class RandomOrder implements Strategy {
  choices = 0;
  readonly #random: Strategy;

  constructor(seed: number, level: Level) {
    this.#random = random()({ seed, level }).next() ?? fifo;
  }

  choose(point: ChoicePoint): number {
    this.choices += 1;
    return this.#random.choose(point);
  }
}

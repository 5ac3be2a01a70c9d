import { describe, expect, it } from "vitest";
import { type ChoicePoint, fifo, type Level, random, type Strategy } from "timeloom/testing";
import { scenarios } from "./index.ts";
import { replay } from "./replay.ts";
import type { Program } from "./scenario.ts";

/** Random orders that each program is run in, at each level. */
const orders = 20;
/** A program with more choices than this in one order is as random inside one order as others are in many. */
const manyChoices = 1_000;

const levels: readonly Level[] = ["env", "jitter", "any-order"];

describe.each(scenarios)("$id: $title", ({ programs }) => {
  describe.each(levels)("at %s", (level) => {
    it.each(programs)("$name ends in every order as it states", async (program) => {
      const seen = await verdicts(program, level);
      expect(seen).toEqual(new Set([kindOf(program.expect)]));
    });
  });
});

/** The ways in which `program` ends, over many random orders. */
async function verdicts(program: Program, level: Level): Promise<Set<string>> {
  const seen = new Set<string>();
  for (let seed = 0; seed < orders; seed++) {
    const order = new RandomOrder(seed, level);
    seen.add(kindOf(await replay(program, { strategy: order, level })));
    if (order.choices > manyChoices) break;
  }
  return seen;
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

/** The verdict and the class of the error; the times and orders in its text may differ. */
function kindOf({ verdict, error = "" }: { readonly verdict: string; readonly error?: string }): string {
  return `${verdict} ${error.split(":")[0]}`;
}

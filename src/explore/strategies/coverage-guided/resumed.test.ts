import { describe, expect, it } from "vitest";
import { coverageGuided, formatSchedule, random, type Schedule } from "#testing";
import type { Corpus } from "#explore/strategies/coverage-guided/corpus";
import { resumed } from "#explore/strategies/coverage-guided/resumed";
import { searched } from "../fixtures/interleaved.mjs";
import { threeWriters } from "../fixtures/three-writers.mjs";

/** A corpus in memory. */
class Kept implements Corpus {
  rounds = 0;
  readonly kept: Schedule[] = [];
  dropped = 0;

  orders(): readonly Schedule[] {
    return [...this.kept];
  }

  keep(_: string, schedule: Schedule): void {
    this.kept.push([...schedule]);
  }

  drop(_: string, schedule: Schedule): void {
    const text = formatSchedule(schedule);
    this.kept.splice(
      this.kept.findIndex((each) => formatSchedule(each) === text),
      1,
    );
    this.dropped += 1;
  }
}

const nextSeed = (seed: number, round: number): number => seed + round;

describe("resumed()", () => {
  it.each([{ make: random }, { make: coverageGuided }])(
    "keeps what $make.name() reached first, tries that first next time, and adds nothing that is known",
    async ({ make }) => {
      const corpus = new Kept();
      const first = await searched(resumed(make(), corpus, nextSeed), threeWriters, { most: 80 });
      const kept = [...corpus.kept];
      corpus.rounds = 1;
      const second = await searched(resumed(make(), corpus, nextSeed), threeWriters, { most: 80 });

      expect(kept.length).toBeGreaterThan(3);
      expect(kept.length).toBeLessThan(40);
      // Behind the default order, the executions that were kept, in their order.
      expect(first.taken).toEqual(expect.arrayContaining(second.taken.slice(1, kept.length + 1)));
      expect(new Set(second.taken.slice(0, kept.length + 1)).size).toBe(kept.length + 1);
      expect(corpus.kept).toEqual(kept);
      expect(corpus.dropped).toBe(0);
    },
  );

  it("draws other orders in a later round, and says which round it is", async () => {
    const drawnIn = async (rounds: number): Promise<{ taken: readonly string[]; name: string }> => {
      const corpus = new Kept();
      corpus.rounds = rounds;
      const { taken, search } = await searched(resumed(random(), corpus, nextSeed), threeWriters, {
        most: 11,
        seed: 4,
      });
      return { taken: taken.slice(1), name: search.name };
    };
    const plain = await searched(random(), threeWriters, { most: 10, seed: 4 });

    expect(await drawnIn(0)).toEqual({ taken: plain.taken, name: "random" });
    const third = await drawnIn(2);
    expect(third.name).toBe("random, round 3");
    expect(third.taken).not.toEqual(plain.taken);
    expect(await drawnIn(2)).toEqual(third);
  });

  it("drops an order that reaches nothing more than those before it", async () => {
    const corpus = new Kept();
    corpus.kept.push([{ at: "main.0@1", value: "main.1@1" }], [{ at: "main.0@1", value: "main.1@1" }]);
    await searched(resumed(random(), corpus, nextSeed), threeWriters, { most: 3 });

    expect([corpus.dropped, corpus.kept.length]).toEqual([1, 1]);
  });

  it("claims nothing about the orders of the corpus", async () => {
    const corpus = new Kept();
    corpus.kept.push([{ at: "main.0@1", value: "main.1@1" }]);
    const { search } = await searched(resumed(random(), corpus, nextSeed), threeWriters, { most: 12 });

    expect(search.claim()).toEqual({ kind: "sample", failureProbability: 3 / 10 });
  });
});

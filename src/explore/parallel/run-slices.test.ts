import assert from "node:assert/strict";
import { describe, expect, it } from "vitest";
import { explore, type ExploreResult } from "#explore/explore";
import type { ExploreSettings } from "#explore/explore-settings";
import { OutcomeHash } from "#explore/execution/outcome-hash";
import type { Progress } from "#explore/progress";
import type { Slice } from "#explore/parallel/slice";
import { gather } from "#index";
import { type Explorable, simulate } from "#testing";
import { host, LastFirst } from "./fixtures/last-first.mjs";

async function divided(room: number, body: Explorable, settings: ExploreSettings): Promise<ExploreResult> {
  return await explore(body, settings, host, new LastFirst(room, body, settings));
}

const three = async (): Promise<void> => {
  const store = simulate({ get: async () => 1 });
  await gather(
    () => store.get(),
    () => store.get(),
    () => store.get(),
  );
};

/** Fails if the third of four calls is the first to arrive, and the first call the last. */
async function rare(): Promise<void> {
  const order: number[] = [];
  const store = simulate({ get: async (index: number) => index });
  const get = async (index: number): Promise<void> => {
    await store.get(index);
    order.push(await store.get(index));
  };
  await gather(
    () => get(1),
    () => get(2),
    () => get(3),
    () => get(4),
  );
  assert.notDeepEqual([order[0], order.at(-1)], [3, 1]);
}

/** Strategies that do not come to the failing order within a few thousand executions. */
const byDelays: ReadonlySet<string> = new Set(["exhaustive", "delays:2"]);

describe("a search in slices", () => {
  it.each(["auto", "exhaustive", "delays:2", "pct:3", "urw", "pos", "random", "guided"])(
    "by %s finds the same execution, whoever is faster",
    async (strategy) => {
      for (let seed = 0; seed < 3; seed++) {
        const settings = { strategy, seed, executions: 2_000 };
        const found = [];
        for (const room of [1, 2, 5]) {
          const result = await divided(room, rare, settings);
          found.push(result.kind === "failed" ? result.finding : result.certificate);
        }

        expect(found[0]).toHaveProperty(byDelays.has(strategy) ? "claim.kind" : "execution");
        expect(found[1]).toEqual(found[0]);
        expect(found[2]).toEqual(found[0]);
      }
    },
    60_000,
  );

  it.each(["exhaustive", "delays:2"])(
    "by %s runs each order once, as the search without slices does",
    async (strategy) => {
      const whole = await explore(three, { strategy, executions: 100_000 }, host);
      const result = await divided(5, three, { strategy, executions: 100_000 });

      assert(whole.kind === "passed" && result.kind === "passed");
      expect(result.certificate).toEqual(whole.certificate);
      expect(result.certificate.executions).toBeGreaterThan(30);
    },
  );

  it("proves what `auto` proves", async () => {
    const result = await divided(3, three, { executions: 100_000 });

    assert(result.kind === "passed");
    expect([result.certificate.claim.kind, result.certificate.ended]).toEqual(["proof", "exhausted"]);
  });

  it("runs no more executions than it may", async () => {
    for (const strategy of ["auto", "exhaustive", "random"]) {
      const result = await divided(4, three, { strategy, executions: 37 });

      assert(result.kind === "passed");
      expect([result.certificate.executions, result.certificate.ended]).toEqual([37, "executions"]);
    }
  });

  it("shows the choices and executions of the slices so far", async () => {
    const shown: Progress[] = [];
    const settings = { strategy: "random", executions: 3_000 };
    const watching = { ...host, show: (progress: Progress) => void shown.push(progress) };
    await explore(three, settings, watching, new LastFirst(1, three, settings));

    const begun = shown.filter(({ executions }) => executions > 0);
    expect(begun.length).toBeGreaterThan(0);
    expect(begun.filter(({ choices }) => choices === 0)).toEqual([]);
  });

  it("begins with what the search without slices begins with", async () => {
    const whole = await explore(rare, { strategy: "random", seed: 5, executions: 100 }, host);
    const result = await divided(2, rare, { strategy: "random", seed: 5, executions: 100 });

    assert(whole.kind === "failed" && result.kind === "failed");
    expect(result.finding.execution).toBe(whole.finding.execution);
  });

  it("has the hash of the search without slices where both draw the same", async () => {
    const settings = { strategy: "random", seed: 5, executions: 100 };
    const whole = await explore(three, settings, host);
    const result = await divided(2, three, settings);
    const other = await divided(2, three, { ...settings, seed: 6 });

    assert(whole.kind === "passed" && result.kind === "passed" && other.kind === "passed");
    expect(result.certificate.hash).toBe(whole.certificate.hash);
    expect(other.certificate.hash).not.toBe(whole.certificate.hash);
  });

  it("has another hash if a slice is lost, or counts twice", async () => {
    const settings = { strategy: "random", executions: 400 };
    const hashOf = async (answer: (at: number) => number): Promise<string> => {
      const runner = new LastFirst(9, three, settings);
      const slices: Slice[] = [];
      const wrong = {
        room: 9,
        who: "tests",
        run: (slice: Slice) =>
          runner.run({ ...(slices[answer(slices.push(slice) - 1)] ?? slice), position: slice.position }),
      };
      const result = await explore(three, settings, host, wrong);
      assert(result.kind === "passed");
      expect(result.certificate.executions).toBe(400);
      return result.certificate.hash;
    };

    expect(await hashOf((at) => at)).not.toBe(await hashOf((at) => (at === 2 ? 1 : at)));
  });

  it("refuses a program that does something else where it is run elsewhere", async () => {
    let runs = 0;
    const settles = async (): Promise<void> => {
      runs += 1;
      const store = simulate({ get: async () => 1 });
      await gather(...Array.from({ length: runs > 20 ? 3 : 2 }, () => () => store.get()));
    };

    await expect(divided(1, settles, { strategy: "random" })).rejects.toThrow("after a slice of the search");
  });

  it("refuses a strategy that has no name", async () => {
    const strategy = (): never => ({ name: "own", next: () => undefined, ended: () => {}, claim: () => {} }) as never;

    await expect(divided(1, three, { strategy })).rejects.toThrow(
      'Cannot divide the search of a strategy that is an object\n  hint: name it: strategy: "pct:3"',
    );
  });
});

describe("a shard", () => {
  it.each(["exhaustive", "random"])("of %s runs its part, and all shards run the whole", async (strategy) => {
    const executions = 3_000;
    const body = strategy === "random" ? three : rareFixed;
    const whole = await explore(
      body,
      { strategy, executions: 100_000, ...(strategy === "random" && { executions }) },
      host,
    );
    const parts = [];
    for (let index = 1; index <= 3; index++) {
      const shard = { index, count: 3 };
      const limit = strategy === "random" ? executions : 300_000;
      const part = await explore(body, { strategy, executions: limit, shard }, host);
      assert(part.kind === "passed");
      parts.push(part.certificate);
    }

    assert(whole.kind === "passed");
    const counts = parts.map((part) => part.executions);
    expect(counts.reduce((sum, count) => sum + count)).toBe(whole.certificate.executions);
    const hashes = new OutcomeHash();
    for (const { hash } of parts) hashes.join(hash);
    const together = await divided(2, body, { strategy, executions: whole.certificate.executions });
    assert(together.kind === "passed");
    expect(hashes.digest()).toBe(together.certificate.hash);
    expect(Math.min(...counts)).toBeGreaterThan(0);
    expect(parts.map((part) => part.claim.kind)).toEqual(parts.map(() => whole.certificate.claim.kind));
    expect(parts[1]?.shard).toEqual({ index: 2, count: 3 });
  });

  it.each([
    [{ index: 0, count: 4 }, "Invalid shard.index: 0"],
    [{ index: 5, count: 4 }, "Invalid shard.index: 5"],
    [{ index: 1, count: 0 }, "Invalid shard.count: 0"],
    [{ index: 1, count: 2, total: 3 }, "Unknown option of shard: total"],
    ["1/4", "shard must be an object"],
  ])("%j is refused", async (shard, problem) => {
    await expect(explore(three, { shard: shard as never }, host)).rejects.toThrow(problem);
  });
});

async function rareFixed(): Promise<void> {
  const store = simulate({ get: async () => 1 });
  const get = async (): Promise<void> => {
    await store.get();
  };
  await gather(get, get, get, get);
}

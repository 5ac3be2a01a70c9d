import assert from "node:assert/strict";
import { describe, expect, it } from "vitest";
import { createTask, gather, sleep, type Wait } from "#index";
import { explore } from "#explore/explore";
import type { Slice, SliceResult, SliceRunner } from "#explore/parallel/slice";
import { mergeShards, type ShardOutcome } from "#explore/parallel/merge-shards";
import {
  type Certificate,
  describeCertificate,
  type Explorable,
  type ExploreSettings,
  shared,
  simulate,
} from "#testing";
import { host, LastFirst } from "../fixtures/last-first.mjs";
import { threeWriters } from "../../strategies/fixtures/three-writers.mjs";

async function certificateOf(body: Explorable, settings: ExploreSettings, runner?: SliceRunner): Promise<Certificate> {
  const result = await explore(body, settings, host, runner);
  assert(result.kind === "passed");
  return result.certificate;
}

/** By a thread for each part of the search. */
async function divided(room: number, body: Explorable, settings: ExploreSettings): Promise<Certificate> {
  return await certificateOf(body, settings, new LastFirst(room, body, settings));
}

const writing = { level: "any-order", coverage: true } as const;

/** The owner writes last in all but a few orders: at one of two lines, and not in the default order. */
function* seldom(): Generator<Wait, void, void> {
  const cell = shared({ value: 0 });
  let steps = 0;
  const owner = function* (): Generator<Wait, void, void> {
    for (let step = 0; step < 16; step++) yield* sleep(0);
    if (steps < 14) cell.value = 1;
    else if (steps > 17) cell.value = 2;
  };
  const user = function* (): Generator<Wait, void, void> {
    for (let use = 0; use < 4; use++) {
      yield* sleep(0);
      void cell.value;
    }
  };
  const other = function* (): Generator<Wait, void, void> {
    for (steps = 0; steps < 20; steps++) yield* sleep(0);
  };
  yield* gather(createTask(owner, { name: "owner" }), createTask(user, { name: "user" }), createTask(other));
}

/** The certificates of all shards, joined. @param missing - The number of one that is not there */
async function merged(body: Explorable, settings: ExploreSettings, count: number, missing = 0): Promise<Certificate> {
  const outcomes: ShardOutcome[] = [];
  for (let index = 1; index <= count; index++) {
    const shard = { index, count };
    const certificate = await certificateOf(body, { ...settings, shard });
    const sent = JSON.parse(JSON.stringify({ certificate })) as object;
    if (index !== missing) outcomes.push({ kind: "passed", program: "", from: `${index}`, shard, ...sent });
  }
  const result = mergeShards(outcomes);
  const backwards = mergeShards(
    outcomes.map((each, at) => ({ ...each, shard: { index: outcomes.length - at, count } })),
  );
  assert(result.kind === "passed" && backwards.kind === "passed");
  expect({ ...backwards.certificate.pairs, shards: undefined }).toEqual({
    ...result.certificate.pairs,
    shards: undefined,
  });
  return result.certificate;
}

async function calls(): Promise<void> {
  const store = simulate({ get: async () => 1, set: async () => 2 });
  await gather(
    () => store.get(),
    () => store.set(),
    () => store.get(),
  );
}

describe("a search in slices that counts orders of conflicting steps", () => {
  it.each(["auto", "exhaustive", "delays:2", "pct:3", "urw", "pos", "random", "guided"])(
    "by %s covers the same, whoever is faster",
    async (strategy) => {
      const found = [];
      for (const room of [1, 2, 5]) {
        found.push(await divided(room, seldom, { ...writing, strategy, executions: 250, seed: 2 }));
      }

      expect(found[0]?.pairs?.seen).toBeGreaterThan(3);
      expect(found[1]).toEqual(found[0]);
      expect(found[2]).toEqual(found[0]);
    },
  );

  it("covers what the search without slices covers where both run every order", async () => {
    const settings = { strategy: "exhaustive", executions: 100_000, coverage: true } as const;
    const whole = await certificateOf(calls, settings);

    expect(whole.pairs?.never.length).toBeGreaterThan(1);
    expect((await divided(3, calls, settings)).pairs).toEqual(whole.pairs);
  });

  it("counts all that any slice has seen, and never what one slice alone has not", async () => {
    const settings = { ...writing, strategy: "random" } as const;
    const first = await divided(2, seldom, { ...settings, executions: 100 });
    const all = await divided(2, seldom, { ...settings, executions: 1_000 });

    expect(all.pairs?.seen).toBeGreaterThan(first.pairs?.seen ?? 0);
    expect(all.pairs?.untried).toBeLessThan(first.pairs?.untried ?? 0);
  });

  it("comes to the same if a slice runs twice", async () => {
    const settings = { ...writing, strategy: "random", executions: 400 } as const;
    const runner = new LastFirst(9, threeWriters, settings);
    const twice = async (slice: Slice): Promise<SliceResult> => {
      const [result, again] = await Promise.all([runner.run(slice), runner.run(slice)]);
      expect(again).toEqual(result);
      return again;
    };
    const certificate = await certificateOf(threeWriters, settings, { room: 2, who: "tests", run: twice });

    expect(certificate).toEqual(await divided(1, threeWriters, settings));
  });

  it("covers the default order of a program that has no other", async () => {
    const ordered = function* (): Generator<Wait, void, void> {
      const cell = shared({ value: 0 });
      const write = function* (): Generator<Wait, void, void> {
        yield* sleep(0);
        cell.value += 1;
      };
      yield* gather(createTask(write), createTask(write));
    };
    const certificate = await divided(1, ordered, { coverage: true });

    expect(certificate.executions).toBe(1);
    expect(certificate.pairs).toEqual((await certificateOf(ordered, { coverage: true })).pairs);
    expect(certificate.pairs?.untried).toBeGreaterThan(0);
  });

  it("says with a failure what was never tried before it", async () => {
    const fails = function* (): Generator<Wait, void, void> {
      const cell = shared({ value: 0 });
      const write = (value: number) =>
        function* (): Generator<Wait, void, void> {
          for (let step = 0; step < 3; step++) yield* sleep(0);
          cell.value = value;
        };
      yield* gather(createTask(write(1)), createTask(write(2)));
      assert.equal(cell.value, 2);
    };
    const found = [];
    for (const room of [1, 3]) {
      const settings = { ...writing, strategy: "random" } as const;
      const result = await explore(fails, settings, host, new LastFirst(room, fails, settings));
      assert(result.kind === "failed");
      found.push(result.finding.pairs);
    }

    expect(found[0]?.seen).toBeGreaterThan(0);
    expect(found[1]).toEqual(found[0]);
  });
});

describe("shards that count orders of conflicting steps", () => {
  it("cover together what workers cover, in the same words", async () => {
    const settings = { ...writing, strategy: "random", executions: 300, seed: 1 } as const;
    const whole = await divided(2, seldom, settings);

    expect(whole.pairs?.never.length).toBeGreaterThan(1);
    for (const count of [1, 3]) {
      const certificate = await merged(seldom, settings, count);
      expect(certificate).toEqual(whole);
      expect(JSON.stringify(certificate.pairs)).toBe(JSON.stringify(whole.pairs));
    }
  });

  it("cover together what one process covers where they run every order", async () => {
    const settings = { strategy: "exhaustive", executions: 100_000, coverage: true } as const;
    const { pairs } = await certificateOf(calls, settings);

    expect((await merged(calls, settings, 3)).pairs).toEqual(pairs);
  });

  it("say which of them the figures are about if one is missing", async () => {
    const settings = { ...writing, strategy: "random", executions: 600, seed: 1 } as const;
    const whole = await merged(seldom, settings, 3);
    const rest = await merged(seldom, settings, 3, 2);

    expect(rest.pairs?.shards).toEqual([1, 3]);
    expect(rest.pairs?.seen).toBeLessThan(whole.pairs?.seen ?? 0);
    expect(describeCertificate(rest)).toMatch(
      /^pairs {5}\d+ orders of conflicting steps seen, \d+ never, by shard 1, 3 only$/m,
    );
    expect(describeCertificate(whole)).toMatch(/^pairs {5}\d+ orders of conflicting steps seen, \d+ never$/m);
  });
});

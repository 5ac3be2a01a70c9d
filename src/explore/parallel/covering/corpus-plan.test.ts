import assert from "node:assert/strict";
import { describe, expect, it } from "vitest";
import { explore } from "#explore/explore";
import type { Slice } from "#explore/parallel/slice";
import type { Corpus } from "#explore/strategies/coverage-guided/corpus";
import { resumed } from "#explore/strategies/coverage-guided/resumed";
import { type Certificate, formatSchedule, random, type Schedule } from "#testing";
import { host, LastFirst } from "../fixtures/last-first.mjs";
import { threeWriters } from "../../strategies/fixtures/three-writers.mjs";

/** A corpus in memory. */
class Kept implements Corpus {
  rounds = 0;
  readonly lines: string[];
  readonly dropped: string[] = [];

  constructor(lines: readonly string[] = []) {
    this.lines = [...lines];
  }

  orders(): readonly Schedule[] {
    return this.lines.map((line) => line.split(",").map((part) => deviation(part)));
  }

  keep(_: string, schedule: Schedule): void {
    this.lines.push(textOf(schedule));
  }

  drop(_: string, schedule: Schedule): void {
    this.lines.splice(this.lines.indexOf(textOf(schedule)), 1);
    this.dropped.push(textOf(schedule));
  }
}

function textOf(schedule: Schedule): string {
  return formatSchedule(schedule).slice("v1:".length);
}

function deviation(text: string): Schedule[number] {
  const [at = "", value = ""] = text.split("=");
  return { at, value };
}

async function divided(
  room: number,
  corpus: Corpus,
  executions: number,
  strategy = "random",
): Promise<[Certificate, readonly Slice[]]> {
  const settings = { level: "any-order", strategy, executions } as const;
  const runner = new LastFirst(room, threeWriters, settings);
  const result = await explore(threeWriters, settings, host, runner, corpus);
  assert(result.kind === "passed");
  return [result.certificate, runner.slices];
}

describe("a search in slices with a corpus", () => {
  it("keeps what the search in one process keeps", async () => {
    const [one, other] = [new Kept(), new Kept()];
    const strategy = resumed(random(), one, (seed) => seed);
    const whole = await explore(threeWriters, { level: "any-order", strategy, executions: 80 }, host);
    const [certificate] = await divided(3, other, 80);

    assert(whole.kind === "passed");
    expect(one.lines.length).toBeGreaterThan(3);
    expect(other.lines).toEqual(one.lines);
    expect(certificate.executions).toBe(80);
    expect(certificate.hash).toBe(whole.certificate.hash);
    expect(certificate.pairs).toEqual(whole.certificate.pairs);
    expect(certificate.claim).toEqual(whole.certificate.claim);
  });

  it.each(["random", "guided"])("by %s keeps the same whoever is faster, and goes on the same", async (strategy) => {
    const kept: unknown[] = [];
    for (const room of [1, 2, 7]) {
      const corpus = new Kept();
      await divided(room, corpus, 600, strategy);
      const [certificate] = await divided(room, corpus, 250, strategy);
      kept.push([corpus.lines, certificate]);
    }

    expect(kept[1]).toEqual(kept[0]);
    expect(kept[2]).toEqual(kept[0]);
  });

  it("runs the orders first the next time, then draws others, and keeps and drops nothing that is known", async () => {
    const corpus = new Kept();
    const [, before] = await divided(2, corpus, 300);
    const kept = [...corpus.lines];
    corpus.rounds = 1;
    const [{ strategy, executions }, slices] = await divided(2, corpus, 300);

    const schedules = slices.flatMap((slice) => (slice.kind === "schedules" ? slice.schedules : []));
    expect(schedules).toEqual(["v1:", ...kept.map((line) => `v1:${line}`)]);
    expect(slices.map(({ kind }) => kind).indexOf("draws")).toBe(Math.ceil(schedules.length / 20));
    expect(corpus.lines.slice(0, kept.length)).toEqual(kept);
    expect(corpus.dropped).toEqual([]);
    expect([strategy, executions]).toEqual(["random, round 2", 300]);
    const seedsOf = (all: readonly Slice[]): readonly number[] =>
      all.flatMap((slice) => (slice.kind === "draws" ? slice.seed : []));
    expect(seedsOf(slices).filter((seed) => seedsOf(before).includes(seed))).toEqual([]);
  });

  it("lets a guided search go on from all that the orders reach", async () => {
    const corpus = new Kept();
    const begins = async (): Promise<unknown> => {
      const [, slices] = await divided(2, corpus, 250, "guided");
      const guided = slices.find((slice) => slice.kind === "guided");
      return guided && { untried: guided.known.untried.length, reached: guided.reached.length };
    };

    expect(await begins()).toEqual({ untried: expect.toSatisfy((count) => count > 0) as unknown, reached: 0 });
    expect(await begins()).toEqual({ untried: 0, reached: corpus.lines.length });
  });

  it("drops an order that reaches nothing more than those before it", async () => {
    const corpus = new Kept(["main.0@1=main.1@1", "main.0@1=main.1@1"]);
    await divided(2, corpus, 3);

    expect([corpus.lines.length, corpus.dropped]).toEqual([1, ["main.0@1=main.1@1"]]);
  });

  it("runs no more of the orders than it may", async () => {
    const corpus = new Kept();
    await divided(2, corpus, 300);
    const [{ executions, ended }] = await divided(2, corpus, 3);

    expect([executions, ended]).toEqual([3, "executions"]);
  });

  it("runs as many orders in a shard as without a corpus, however many are in it", async () => {
    for (const [executions, all] of [
      [1_000, [400, 300, 300]],
      [250, [100, 100, 50]],
      [80, [80, 0, 0]],
    ] as const) {
      for (const [at, expected] of all.entries()) {
        const corpus = new Kept();
        await divided(1, corpus, 300);
        const shard = { index: at + 1, count: 3 };
        const settings = { level: "any-order", strategy: "random", executions, shard } as const;
        const result = await explore(threeWriters, settings, host, undefined, corpus);
        assert(result.kind === "passed");
        expect([at, result.certificate.executions]).toEqual([at, expected]);
      }
    }
  });
});
